import { sql, type Kysely } from 'kysely'
import type { Entry, Place } from '#platform'
import { entryFromText, entryToText } from './entry-text.ts'
import { folderKey } from './key.ts'
import { patiently } from './patiently.ts'
import type { Scene } from './scene.ts'

type Db = Kysely<unknown>
type Side = 'source' | 'destination'

/**
 * Gives the children of folders of one side. Where calls are counted and a whole tree can be listed flat, that is done
 * once, and the entries wait in a table: pages come in the platform's order, folders are asked for in ours.
 */
export interface Listing {
  /** Direct children by folder; a missing folder throws not-found. */
  children(folder: Place): Promise<readonly Entry[]>
  close(): Promise<void>
}

export async function openListing(scene: Scene, side: Side, root: Place): Promise<Listing> {
  const { db, signal } = scene
  const run = scene.run.id
  const storage = scene[side]
  const { listDeep } = storage
  if (!listDeep || !storage.budget) {
    return {
      children: (folder) => collect(patiently((options) => storage.list(folder, options), scene)),
      close: async () => undefined,
    }
  }
  await forget(db, run, side)
  for await (const entries of patiently((options) => listDeep(root, options), scene)) {
    await remember(db, run, side, entries)
  }
  signal.throwIfAborted()
  await markComplete(db, run, side)
  return {
    children: (folder) => recall(db, run, side, folder),
    close: () => forget(db, run, side),
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

async function remember(db: Db, run: string, side: Side, entries: readonly Entry[]): Promise<void> {
  const folders = entries.map((entry) => folderKey(entry.path.slice(0, -1)))
  const texts = entries.map(entryToText)
  await sql`
    insert into listed (run, side, folder, entry)
    select ${run}::bigint, ${side}, folder, entry
    from unnest(${folders}::bigint[], ${texts}::text[]) as new (folder, entry)`.execute(db)
}

const wholeMark = '0'

async function markComplete(db: Db, run: string, side: Side): Promise<void> {
  await sql`insert into listed (run, side, folder, entry) values (${run}, ${side}, ${wholeMark}, '')`.execute(db)
}

/** The table is emptied when the database crashes: without the mark, an empty folder is no proof of anything. */
async function recall(db: Db, run: string, side: Side, folder: Place): Promise<readonly Entry[]> {
  const { rows } = await sql<{ entry: string }>`
    select entry from listed
    where run = ${run} and side = ${side} and folder in (${folderKey(folder.path)}, ${wholeMark})`.execute(db)
  if (!rows.some(({ entry }) => entry === '')) throw new Error(`The listing of the ${side} was lost; it is made again.`)
  const entries = rows.flatMap(({ entry }) => (entry === '' ? [] : [entryFromText(entry)]))
  // Two folders of one name have one path; where the platform tells, each gets its own.
  return entries.filter(({ parentId }) => parentId === undefined || folder.id === undefined || parentId === folder.id)
}

async function forget(db: Db, run: string, side: Side): Promise<void> {
  await sql`delete from listed where run = ${run} and side = ${side}`.execute(db)
}
