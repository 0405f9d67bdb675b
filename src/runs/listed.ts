import { sql, type Kysely } from 'kysely'
import type { Entry, Page, Place } from '#platform'
import { entryFromText, entryToText } from './entry-text.ts'
import { folderKey } from './key.ts'
import type { Scene } from './scene.ts'

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
  if (!storage.listDeep || !storage.budget) {
    return { children: (folder) => collect(storage.list(folder, { signal })), close: async () => undefined }
  }
  await forget(db, run, side)
  for await (const page of storage.listDeep(root, { signal })) await remember(db, run, side, page.entries)
  return {
    children: (folder) => recall(db, run, side, folder),
    close: () => forget(db, run, side),
  }
}

async function collect(pages: AsyncIterable<Page<Entry>>): Promise<readonly Entry[]> {
  const entries: Entry[] = []
  for await (const page of pages) for (const entry of page.entries) entries.push(entry)
  return entries
}

async function remember(db: Kysely<unknown>, run: string, side: Side, entries: readonly Entry[]): Promise<void> {
  const folders = entries.map((entry) => folderKey(entry.path.slice(0, -1)))
  const texts = entries.map(entryToText)
  await sql`
    insert into listed (run, side, folder, entry)
    select ${run}::bigint, ${side}, folder, entry
    from unnest(${folders}::bigint[], ${texts}::text[]) as new (folder, entry)`.execute(db)
}

async function recall(db: Kysely<unknown>, run: string, side: Side, folder: Place): Promise<readonly Entry[]> {
  const { rows } = await sql<{ entry: string }>`
    select entry from listed where run = ${run} and side = ${side} and folder = ${folderKey(folder.path)}`.execute(db)
  return rows.map(({ entry }) => entryFromText(entry))
}

async function forget(db: Kysely<unknown>, run: string, side: Side): Promise<void> {
  await sql`delete from listed where run = ${run} and side = ${side}`.execute(db)
}
