import { sql, type Kysely } from 'kysely'
import type { ItemDetails, ItemDetailsQuery } from '#api/contract/runs.ts'
import { remedies } from '#engine/remedy.ts'
import { parsePath } from '#platform'
import { folderKey } from './key.ts'
import { itemColumns, viewOfRow, type ItemRow } from './items.ts'
import { printFrom } from './receipts.ts'
import type { Run } from './rows.ts'

interface DetailsRow extends ItemRow {
  run: string
  attempts: number
  source_print: string | null
  destination_print: string | null
}

/** All that is kept of one item of the run's job: its last receipt, and both sides as they were then. */
export async function itemDetails(
  db: Kysely<unknown>,
  run: Run,
  { source, kind }: ItemDetailsQuery,
): Promise<ItemDetails | undefined> {
  const { rows } = await sql<DetailsRow>`
    select ${itemColumns}, run::text, attempts, source_print, destination_print from items
    where job = ${run.job} and folder = ${folderKey(parsePath(source).slice(0, -1))} and run = ${run.id}
      and source = ${source} and kind = ${kind} limit 1`.execute(db)
  const [row] = rows
  if (!row) return undefined
  const remedy = row.state === 'flagged' ? remedies[row.reason] : undefined
  return {
    ...viewOfRow(row),
    ...(remedy !== undefined && { remedy }),
    attempts: row.attempts,
    run: row.run,
    ...(row.source_print !== null && { atSource: sideOf(row.source_print) }),
    ...(row.destination_print !== null && { atDestination: sideOf(row.destination_print) }),
  }
}

function sideOf(print: string): NonNullable<ItemDetails['atSource']> {
  const { size, modifiedAt, id, version, etag } = printFrom(print)
  return {
    ...(size !== undefined && { size }),
    ...(modifiedAt !== undefined && { modifiedAt: new Date(modifiedAt).toISOString() }),
    ...(id !== undefined && { id }),
    ...(version !== undefined && { version }),
    ...(etag !== undefined && { etag }),
  }
}
