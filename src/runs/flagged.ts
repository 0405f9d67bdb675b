import { sql, type Kysely } from 'kysely'
import type { FlaggedExport, FlaggedPage, FlaggedQuery, FlaggedView } from '#api/contract/flagged.ts'
import { reasons, type Reason } from '#engine/reason.ts'
import { remedies } from '#engine/remedy.ts'
import { isFlagged } from './flagged-filter.ts'
import { itemColumns, viewOfRow, type ItemRow } from './items.ts'

type Db = Kysely<unknown>

interface FlaggedRow extends ItemRow {
  reason: Reason
  run: string
  job: string
  job_name: string
}

/** The items that wait for a person, of all jobs that are not removed: the newest job first, then as a run lists them. */
export async function flaggedItems(db: Db, query: FlaggedQuery): Promise<FlaggedPage> {
  const [rows, counts] = await Promise.all([
    rowsOf(db, query),
    query.after === undefined ? countsOf(db, query) : undefined,
  ])
  const last = rows.at(-1)
  return {
    items: rows.map(viewOf),
    ...(counts && { reasons: counts }),
    ...(last && rows.length === query.limit && { next: `${last.job}.${last.folder}.${last.name}` }),
  }
}

const itemsPerPage = 2000

/** All of them, a page in memory at a time. */
export async function* flaggedPages(
  db: Db,
  { format: _, ...filter }: FlaggedExport,
  signal: AbortSignal,
): AsyncGenerator<readonly FlaggedView[]> {
  let after: string | undefined
  do {
    signal.throwIfAborted()
    const rows = await rowsOf(db, { ...filter, limit: itemsPerPage, ...(after !== undefined && { after }) })
    if (rows.length > 0) yield rows.map(viewOf)
    const last = rows.length === itemsPerPage ? rows.at(-1) : undefined
    after = last && `${last.job}.${last.folder}.${last.name}`
  } while (after !== undefined)
}

const lowest = String(-(2n ** 63n))

async function rowsOf(db: Db, { after, limit, ...filter }: FlaggedQuery): Promise<readonly FlaggedRow[]> {
  const [job, folder, name] = after?.split('.') ?? []
  // Of the job that the page before ended in, only what comes after; of those after it all.
  const beyond = (key: string | undefined) =>
    sql`case when j.id = ${job}::bigint then ${key}::bigint else ${lowest}::bigint end`
  const isBeyond =
    after === undefined ? sql`` : sql`and (items.folder, items.name) > (${beyond(folder)}, ${beyond(name)})`
  // A page of each job, so that the index of the exceptions is enough for every one of them.
  const { rows } = await sql<FlaggedRow>`
    select flagged.*, j.id::text as job, j.name as job_name
    from jobs j cross join lateral (
      select ${itemColumns}, run::text, items.folder as folder_key, items.name as name_key from items
      where items.job = j.id and ${isFlagged(filter)} ${isBeyond}
      order by items.folder, items.name limit ${limit}) as flagged
    where j.removed_at is null and (${job ?? null}::bigint is null or j.id <= ${job ?? null}::bigint)
    order by j.id desc, folder_key, name_key limit ${limit}`.execute(db)
  return rows
}

async function countsOf(db: Db, { text, job, run }: FlaggedQuery): Promise<NonNullable<FlaggedPage['reasons']>> {
  const { rows } = await sql<{ reason: Reason; items: string }>`
    select items.reason, count(*)::text as items from jobs j join items on items.job = j.id
    where j.removed_at is null and ${isFlagged({ text, job, run })}
    group by items.reason order by count(*) desc, items.reason`.execute(db)
  return rows.map(({ reason, items }) => {
    const remedy = remedies[reason]
    return { reason, words: reasons[reason], items: Number(items), ...(remedy !== undefined && { remedy }) }
  })
}

function viewOf(row: FlaggedRow): FlaggedView {
  return { ...viewOfRow(row), job: { id: row.job, name: row.job_name }, run: row.run }
}
