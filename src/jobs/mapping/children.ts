import { sql, type Kysely } from 'kysely'
import type { ChildrenPage, ChildView } from '#api/contract/children.ts'
import { itemStates, type ItemState } from '#engine/item.ts'
import { removals } from '#engine/reason.ts'
import { lastRuns, type Run } from '#runs/rows.ts'
import type { Job } from '../job.ts'
import { listChildrenOf, type ChildQuery } from './child-rows.ts'

type Db = Kysely<unknown>
type Sums = Pick<ChildView, 'states' | 'moved' | 'verified' | 'flagged' | 'ignored'>

/** A page of the jobs that a mapping job has made, each with what its runs have done, and the sums of all of them. */
export async function childrenPageOf(db: Db, parent: Job, query: ChildQuery): Promise<ChildrenPage> {
  const jobs = await listChildrenOf(db, parent.id, query)
  const ids = jobs.map(({ id }) => id)
  const [sums, runs, all] = await Promise.all([sumsOf(db, ids), lastRuns(db, ids), sumsOfAll(db, parent.id)])
  const last = jobs.at(-1)
  return {
    children: jobs.map((job) => viewOf(job, sums.get(job.id) ?? noSums, runs.get(job.id))),
    sums: all,
    ...(last && jobs.length === query.limit && { next: last.id }),
  }
}

const pageSize = 500

/** All of them, a page in memory at a time. */
export async function* childPages(db: Db, parent: Job): AsyncGenerator<readonly ChildView[]> {
  let after: string | undefined
  do {
    const { children, next } = await childrenPageOf(db, parent, { after, limit: pageSize })
    yield children
    after = next
  } while (after !== undefined)
}

function viewOf({ id, name, child, source, destination }: Job, sums: Sums, run: Run | undefined): ChildView {
  return {
    job: id,
    name: child?.name ?? name,
    source: source.shown,
    destination: destination.shown,
    ...(child?.left && { left: { at: child.left.at.toISOString(), why: child.left.why } }),
    ...sums,
    ...(run && {
      lastRun: {
        id: run.id,
        kind: run.kind,
        state: run.state,
        ...(run.finishedAt && { finishedAt: run.finishedAt.toISOString() }),
      },
    }),
  }
}

const noStates = Object.fromEntries(itemStates.map((state) => [state, 0])) as Record<ItemState, number>
const noSums: Sums = { states: noStates, moved: { items: 0, bytes: 0 }, verified: 0, flagged: 0, ignored: 0 }

interface SumRow extends Record<ItemState, string> {
  id: string
  moved_items: string
  moved_bytes: string
  verified: string
  flagged_now: string
  ignored_now: string
  has_left: boolean
}

async function sumsOf(db: Db, jobs: readonly string[]): Promise<ReadonlyMap<string, Sums>> {
  const rows = await rowsOf(db, sql`id = any(${jobs}::bigint[])`)
  return new Map(rows.map((row) => [row.id, toSums(row)]))
}

async function sumsOfAll(db: Db, parent: string): Promise<ChildrenPage['sums']> {
  const rows = await rowsOf(db, sql`parent = ${parent} and removed_at is null`)
  return {
    ...rows.map(toSums).reduce(added, noSums),
    jobs: rows.length,
    left: rows.filter((row) => row.has_left).length,
  }
}

/** The states are those of the last run that has ended: what it saw is all that there is. */
async function rowsOf(db: Db, isOne: ReturnType<typeof sql>): Promise<readonly SumRow[]> {
  const { rows } = await sql<SumRow>`
    select j.id::text, j.left_at is not null as has_left, moved.*, standing.*, counted.*
    from (select id, left_at from jobs where ${isOne}) as j
    cross join lateral (
      select coalesce(sum(moved_items), 0) as moved_items, coalesce(sum(moved_bytes), 0) as moved_bytes,
        coalesce(sum(verified), 0) as verified
      from runs join tallies on tallies.run = runs.id where runs.job = j.id and runs.kind = 'run') as moved
    cross join lateral (
      select count(*) filter (where state = 'flagged') as flagged_now, count(*) filter (where state = 'ignored') as ignored_now
      from items where items.job = j.id and state in ('flagged', 'ignored') and not is_gone) as standing
    cross join lateral (
      select ${sql.join(itemStates.map(countOf))} from tallies
      where tallies.run = (
        select max(id) from runs
        where runs.job = j.id and kind = 'run' and retries is null and finished_at is not null)
        and reason <> all(${removals}::text[])) as counted`.execute(db)
  return rows
}

function countOf(state: ItemState) {
  return sql`coalesce(sum(items) filter (where state = ${state}), 0) as ${sql.ref(state)}`
}

function toSums(row: SumRow): Sums {
  const states = Object.fromEntries(itemStates.map((state) => [state, Number(row[state])])) as Record<ItemState, number>
  return {
    states,
    moved: { items: Number(row.moved_items), bytes: Number(row.moved_bytes) },
    verified: Number(row.verified),
    flagged: Number(row.flagged_now),
    ignored: Number(row.ignored_now),
  }
}

function added(one: Sums, other: Sums): Sums {
  const states = itemStates.map((state) => [state, (one.states[state] ?? 0) + (other.states[state] ?? 0)])
  return {
    states: Object.fromEntries(states) as Record<ItemState, number>,
    moved: { items: one.moved.items + other.moved.items, bytes: one.moved.bytes + other.moved.bytes },
    verified: one.verified + other.verified,
    flagged: one.flagged + other.flagged,
    ignored: one.ignored + other.ignored,
  }
}
