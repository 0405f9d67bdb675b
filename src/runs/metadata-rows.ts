import { sql, type Kysely } from 'kysely'
import { refusedBeside } from '#engine/reason.ts'
import type { Fields } from '#platform'
import type { CountedRow } from './flag-beside.ts'
import { keyText, type Key } from './key.ts'
import type { Scene } from './scene.ts'

type Db = Kysely<unknown>

/** Metadata of an item as text, the same for the same fields: as the source tells it, and as it was given last. */
export interface KnownMetadata {
  readonly wanted: string
  readonly given: string
}

export const noFields = '{}'

export function fieldsToText(fields: Fields): string {
  return JSON.stringify(Object.fromEntries(Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1))))
}

export function fieldsFrom(text: string): Fields {
  return JSON.parse(text) as Fields
}

/** Of what is in these folders (by `folderKey`) what is known, by the text of its key; what has no metadata is absent. */
export async function metadataIn(
  db: Db,
  job: string,
  folders: readonly string[],
): Promise<ReadonlyMap<string, KnownMetadata>> {
  const { rows } = await sql<Key & KnownMetadata>`
    select folder::text, name::text, wanted, given from item_metadata
    where job = ${job} and folder = any(${folders}::bigint[])`.execute(db)
  return new Map(rows.map((row) => [keyText(row), row]))
}

/** Notes what the source tells now. */
export async function noteMetadata(db: Db, job: string, seen: readonly (Key & KnownMetadata)[]): Promise<void> {
  await sql`
    insert into item_metadata (job, folder, name, wanted, given)
    select ${job}::bigint, folder, name, wanted, given
    from unnest(${seen.map(({ folder }) => folder)}::bigint[], ${seen.map(({ name }) => name)}::bigint[],
      ${seen.map(({ wanted }) => wanted)}::text[], ${seen.map(({ given }) => given)}::text[]) as new (folder, name, wanted, given)
    on conflict (job, folder, name) do update set wanted = excluded.wanted, given = excluded.given`.execute(db)
}

/** What lies at the destination, and whose metadata has changed since it was given. */
export interface DueMetadata extends CountedRow, KnownMetadata {
  source: string
  destination: string | null
  destination_print: string
}

const dueAtOnce = 500

/** In the order of their keys; of a retry those that it has looked at. */
export async function dueMetadata(
  { db, run, job }: Pick<Scene, 'db' | 'run' | 'job'>,
  after: Key,
): Promise<readonly DueMetadata[]> {
  const { rows } = await sql<DueMetadata>`
    select folder::text, name::text, source, destination, kind, size::text, state, reason, items.run = ${run.id} as is_of_run,
      destination_print, wanted, given
    from item_metadata join items using (job, folder, name)
    where job = ${job.id} and wanted <> given and (folder, name) > (${after.folder}::bigint, ${after.name}::bigint)
      and not is_gone and destination_print is not null
      and (state in ('succeeded', 'revised') or reason = any(${refusedBeside}::text[]))
      ${run.retries === undefined ? sql`` : sql`and items.run = ${run.id}`}
    order by item_metadata.folder, item_metadata.name limit ${dueAtOnce}`.execute(db)
  return rows
}

/** Notes what was given. */
export async function keepGiven(db: Db, job: string, given: readonly (Key & KnownMetadata)[]): Promise<void> {
  await sql`
    update item_metadata set given = new.given
    from unnest(${given.map(({ folder }) => folder)}::bigint[], ${given.map(({ name }) => name)}::bigint[],
      ${given.map(({ wanted }) => wanted)}::text[]) as new (folder, name, given)
    where job = ${job} and item_metadata.folder = new.folder and item_metadata.name = new.name`.execute(db)
  await sql`delete from item_metadata where job = ${job} and wanted = ${noFields} and given = ${noFields}`.execute(db)
}
