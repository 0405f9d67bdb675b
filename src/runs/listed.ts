import { sql, type Kysely } from 'kysely'
import type { Entry, Place } from '#platform'
import { entryFromText, entryToText } from './entry-text.ts'
import { folderKey } from './key.ts'
import { patiently } from './patiently.ts'
import type { Run } from './rows.ts'
import type { Scene } from './scene.ts'

type Db = Kysely<unknown>
type Side = 'source' | 'destination'

type Looking = Pick<Scene, 'db' | 'signal' | 'clock' | Side> & { readonly run: Pick<Run, 'id'> }

/** Whose entries they are: a scan that was overtaken, and does not know of it yet, has its own. */
interface Part {
  readonly run: string
  readonly scan: number
  readonly side: Side
}

/**
 * Gives the children of folders of one side. Where calls are counted and a whole tree can be listed flat, that is done
 * once, and the entries wait in a table: pages come in the platform's order, folders are asked for in ours.
 */
export interface Listing {
  /** Direct children by folder; a missing folder throws not-found. */
  children(folder: Place): Promise<readonly Entry[]>
  close(): Promise<void>
}

export async function openListing(scene: Looking, scan: number, side: Side, root: Place): Promise<Listing> {
  const { db, signal } = scene
  const storage = scene[side]
  const { listDeep } = storage
  if (!listDeep || !storage.budget) {
    return {
      children: (folder) => collect(patiently((options) => storage.list(folder, options), scene)),
      close: async () => undefined,
    }
  }
  const part = { run: scene.run.id, scan, side }
  await forget(db, part)
  for await (const entries of patiently((options) => listDeep(root, options), scene)) {
    await remember(db, part, entries)
  }
  signal.throwIfAborted()
  await markComplete(db, part)
  return {
    children: (folder) => recall(db, part, folder),
    close: () => forget(db, part),
  }
}

/** Takes away what scans of runs that are over have left, for example because their process was killed. */
export async function forgetListings(db: Db): Promise<void> {
  await sql`
    delete from listed using runs
    where listed.run = runs.id and runs.state in ('completed', 'completed-with-flags', 'failed', 'cancelled')`.execute(
    db,
  )
}

async function collect(pages: AsyncIterable<readonly Entry[]>): Promise<readonly Entry[]> {
  let all: Entry[] | undefined
  for await (const entries of pages) {
    if (!all) all = [...entries]
    else for (const entry of entries) all.push(entry)
  }
  return all ?? []
}

async function remember(db: Db, { run, scan, side }: Part, entries: readonly Entry[]): Promise<void> {
  const folders = entries.map((entry) => folderKey(entry.path.slice(0, -1)))
  const texts = entries.map(entryToText)
  await sql`
    insert into listed (run, scan, side, folder, entry)
    select ${run}::bigint, ${scan}::integer, ${side}, folder, entry
    from unnest(${folders}::bigint[], ${texts}::text[]) as new (folder, entry)`.execute(db)
}

const wholeMark = '0'

async function markComplete(db: Db, { run, scan, side }: Part): Promise<void> {
  await sql`
    insert into listed (run, scan, side, folder, entry) values (${run}, ${scan}, ${side}, ${wholeMark}, '')`.execute(db)
}

/** The table is emptied when the database crashes: without the mark, an empty folder is no proof of anything. */
async function recall(db: Db, { run, scan, side }: Part, folder: Place): Promise<readonly Entry[]> {
  const { rows } = await sql<{ entry: string }>`
    select entry from listed
    where run = ${run} and scan = ${scan} and side = ${side} and folder in (${folderKey(folder.path)}, ${wholeMark})`.execute(
    db,
  )
  if (!rows.some(({ entry }) => entry === '')) throw new Error(`The listing of the ${side} was lost; it is made again.`)
  const entries = rows.flatMap(({ entry }) => (entry === '' ? [] : [entryFromText(entry)]))
  // Two folders of one name have one path; where the platform tells, each gets its own.
  return entries.filter(({ parentId }) => parentId === undefined || folder.id === undefined || parentId === folder.id)
}

/** With what earlier scans of the run have left. */
async function forget(db: Db, { run, scan, side }: Part): Promise<void> {
  await sql`delete from listed where run = ${run} and scan <= ${scan} and side = ${side}`.execute(db)
}
