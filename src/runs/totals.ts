import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { TotalView } from '#api/contract/totals.ts'
import type { Column } from '#reports/table.ts'

type Db = Kysely<unknown>
type By = 'job' | 'parent' | 'category'

interface TotalRow {
  job: string | null
  name: string | null
  category: string | null
  jobs: number
  runs: number
  moved_items: string
  moved_bytes: string
  verified: string
  removed: string
  flagged: string
  ignored: string
  last_end: Date | null
}

const mostLines = 5000

/** A job, or a mapping job with all that it has made, or a category. */
const keys: Readonly<Record<By, { readonly columns: RawBuilder<unknown>; readonly group: RawBuilder<unknown> }>> = {
  job: { columns: sql`id::text as job, name, category`, group: sql`id, name, category` },
  parent: { columns: sql`top::text as job, top_name as name, category`, group: sql`top, top_name, category` },
  category: { columns: sql`null as job, coalesce(category, '') as name, category`, group: sql`category` },
}

/**
 * All runs of each job, or of the jobs of each mapping job or category, added up: what moved most comes first. A mapping job
 * moves nothing itself and is no line of its own.
 */
export async function totalsOf(db: Db, by: By): Promise<readonly TotalView[]> {
  const { columns, group } = keys[by]
  const { rows } = await sql<TotalRow>`
    with each as (
      select j.id, j.name, j.category, top.id as top, top.name as top_name, ended.*, moved.*, standing.*
      from jobs j join jobs top on top.id = coalesce(j.parent, j.id)
      cross join lateral (
        select count(*)::integer as runs, max(finished_at) as last_end from runs
        where runs.job = j.id and kind = 'run' and finished_at is not null) as ended
      cross join lateral (
        select coalesce(sum(moved_items), 0) as moved_items, coalesce(sum(moved_bytes), 0) as moved_bytes,
          coalesce(sum(verified), 0) as verified,
          coalesce(sum(tallies.items) filter (where reason = 'removed'), 0) as removed
        from runs join tallies on tallies.run = runs.id where runs.job = j.id and runs.kind = 'run') as moved
      cross join lateral (
        select count(*) filter (where state = 'flagged') as flagged, count(*) filter (where state = 'ignored') as ignored
        from items where items.job = j.id and state in ('flagged', 'ignored') and not is_gone) as standing
      where j.removed_at is null and j.mapping is null)
    select ${columns}, count(*)::integer as jobs, sum(runs)::integer as runs, sum(moved_items)::text as moved_items,
      sum(moved_bytes)::text as moved_bytes, sum(verified)::text as verified, sum(removed)::text as removed,
      sum(flagged)::text as flagged, sum(ignored)::text as ignored, max(last_end) as last_end
    from each group by ${group} order by sum(moved_bytes) desc, name limit ${mostLines}`.execute(db)
  return rows.map(toTotal)
}

function toTotal(row: TotalRow): TotalView {
  return {
    ...(row.job !== null && { job: row.job }),
    name: row.name ?? '',
    ...(row.category !== null && { category: row.category }),
    jobs: row.jobs,
    runs: row.runs,
    moved: { items: Number(row.moved_items), bytes: Number(row.moved_bytes) },
    verified: Number(row.verified),
    removed: Number(row.removed),
    flagged: Number(row.flagged),
    ignored: Number(row.ignored),
    ...(row.last_end && { lastEnd: row.last_end.toISOString() }),
  }
}

export const totalColumns: readonly Column<TotalView>[] = [
  { title: 'Name', width: 40, cell: ({ name }) => name },
  { title: 'Category', width: 20, cell: ({ category }) => category },
  { title: 'Jobs', width: 8, cell: ({ jobs }) => jobs },
  { title: 'Runs', width: 8, cell: ({ runs }) => runs },
  { title: 'Items moved', width: 14, cell: ({ moved }) => moved.items },
  { title: 'Bytes moved', width: 18, cell: ({ moved }) => moved.bytes },
  { title: 'Verified', width: 12, cell: ({ verified }) => verified },
  { title: 'Deleted at the destination', width: 24, cell: ({ removed }) => removed },
  { title: 'Flagged now', width: 12, cell: ({ flagged }) => flagged },
  { title: 'Ignored now', width: 12, cell: ({ ignored }) => ignored },
  { title: 'Last end (UTC)', width: 25, cell: ({ lastEnd }) => lastEnd },
]
