import type { Kysely } from 'kysely'
import { runStates, type RunView } from '#api/contract/runs.ts'
import { itemStates, type ItemState } from '#engine/item.ts'
import { isRemoval, reasons } from '#engine/reason.ts'
import { findJobs } from '#jobs/rows.ts'
import type { Facts } from '#platform'
import { leftOf, type Left } from './batches.ts'
import { callsOfRuns } from './calls.ts'
import { runsBelow } from './children/rows.ts'
import { waitsBelow } from './children/waits-below.ts'
import { etaOf, waitFor, type Calls } from './eta.ts'
import type { Run } from './rows.ts'
import { talliesOf, type Tally } from './tallies.ts'

/** What is known of the call limit of a connection, for the estimate. */
export interface Limit {
  readonly facts: Facts
  readonly limit?: number
  readonly left?: number
  readonly resetsAt?: Date
}

/** Looks up the limits of connections; those whose calls are not counted are missing. */
export type LimitsOf = (connections: readonly string[]) => Promise<ReadonlyMap<string, Limit>>

const nothing: Left = { items: 0, bytes: 0, older: { items: 0, bytes: 0 } }

/** Runs as people and programs see them. */
export async function presentRuns(
  db: Kysely<unknown>,
  runs: readonly Run[],
  limitsOf: LimitsOf,
  now: number,
): Promise<RunView[]> {
  const below = await runsBelow(
    db,
    runs.map((run) => run.id),
  )
  /** The run, and those that it has started: what they have done is what it has done. */
  const partsOf = ({ id }: Run) => [id, ...(below.get(id) ?? []).map((run) => run.id)]
  const ids = runs.flatMap(partsOf)
  const [tallies, left, calls, jobs] = await Promise.all([
    talliesOf(db, ids),
    leftOf(db, ids),
    callsOfRuns(db, ids),
    findJobs(
      db,
      runs.map((run) => run.job),
    ),
  ])
  const connections = new Set([...jobs.values()].flatMap((job) => [job.destination.connection, job.source.connection]))
  const limits = await limitsOf([...connections])
  const views: RunView[] = []
  for (const run of runs) {
    const job = jobs.get(run.job)
    if (!job) continue
    const parts = partsOf(run)
    const counted = limits.get(job.destination.connection) ? job.destination.connection : job.source.connection
    views.push({
      id: run.id,
      job: { id: job.id, name: job.name, source: job.source.shown, destination: job.destination.shown },
      ...present(
        run,
        parts.flatMap((id) => tallies.get(id) ?? []),
        parts.map((id) => left.get(id) ?? nothing).reduce(added, nothing),
        now,
        {
          limit: limits.get(counted),
          isDestination: counted === job.destination.connection,
          used: parts.reduce((sum, id) => sum + (calls.get(id)?.get(counted) ?? 0), 0),
        },
      ),
      ...(job.mapping && {
        children: childrenOf(below.get(run.id) ?? []),
        ...waitsBelow(run, below.get(run.id) ?? []),
      }),
    })
  }
  return views
}

function added(one: Left, other: Left): Left {
  const sum = (a: Left['older'], b: Left['older']) => ({ items: a.items + b.items, bytes: a.bytes + b.bytes })
  return { ...sum(one, other), older: sum(one.older, other.older) }
}

function childrenOf(runs: readonly Run[]): NonNullable<RunView['children']> {
  const counts = runStates.map((state) => [state, runs.filter((run) => run.state === state).length] as const)
  return { runs: runs.length, states: Object.fromEntries(counts.filter(([, count]) => count > 0)) }
}

interface Counted {
  /** Of the connection whose calls are counted. */
  readonly limit: Limit | undefined
  readonly isDestination: boolean
  readonly used: number
}

function present(
  run: Run,
  tallies: readonly Tally[],
  left: Left,
  now: number,
  { limit, isDestination, used }: Counted,
): Omit<RunView, 'id' | 'job'> {
  const { removed, planned, seen } = parted(tallies)
  const states = statesOf(seen, left)
  const sum = (of: (tally: Tally) => number, some = seen) => some.reduce((total, tally) => total + of(tally), 0)
  const moved = { items: sum((tally) => tally.movedItems), bytes: sum((tally) => tally.movedBytes) }
  const olderVersions = { moved: sum((tally) => tally.movedOlder), left: left.older.items }
  return {
    kind: run.kind,
    ...(run.retries !== undefined && { retries: run.retries }),
    ...standing(run, limit, now),
    ...(run.failure !== undefined && { failure: run.failure }),
    ...(run.notices.length > 0 && { notices: [...run.notices] }),
    seen: {
      items: sum((tally) => tally.items) + left.items,
      bytes: sum((tally) => tally.bytes) + left.bytes,
    },
    isScanned: run.isScanned,
    states,
    reasons: reasonsOf([...seen, ...planned]),
    moved,
    verified: sum((tally) => tally.verified),
    ...(olderVersions.moved + olderVersions.left > 0 && { olderVersions }),
    removed: { items: sum(({ items }) => items, removed), bytes: sum(({ bytes }) => bytes, removed) },
    ...(limit && { calls: callsOf(limit, used) }),
    ...forecast(run, left, { ...moved, older: olderVersions.moved }, { limit, isDestination }, now),
    ...(run.report !== undefined && { report: run.report }),
    ...(run.proof !== undefined && { proof: run.proof }),
    ...(run.parent !== undefined && { parent: run.parent }),
    ...(run.startedBy && { startedBy: run.startedBy }),
    createdAt: run.createdAt.toISOString(),
    ...(run.startedAt && { startedAt: run.startedAt.toISOString() }),
    ...(run.finishedAt && { finishedAt: run.finishedAt.toISOString() }),
  }
}

/** What was deleted is no item any more; what a simulation plans is counted by its batches, and only tells why. */
function parted(tallies: readonly Tally[]): Readonly<Record<'removed' | 'planned' | 'seen', readonly Tally[]>> {
  const {
    removed = [],
    planned = [],
    seen = [],
  } = Object.groupBy(tallies, ({ state, reason }) =>
    isRemoval(reason) ? 'removed' : state === 'pending' ? 'planned' : 'seen',
  )
  return { removed, planned, seen }
}

// Shorter waits are how calls are spread over time, and would flicker.
const shortestWaitMs = 10_000

/** A run that moves while all calls of the platform's window are used up does in truth wait for the next window. */
function standing(run: Run, limit: Limit | undefined, now: number): Pick<RunView, 'state' | 'waiting'> {
  const isMoving = run.state === 'scanning' || run.state === 'transferring'
  if (isMoving && limit?.left === 0 && limit.resetsAt && limit.resetsAt.getTime() > now + shortestWaitMs) {
    const calls = limit.limit === undefined ? 'All calls' : `All ${limit.limit.toLocaleString('en-US')} calls`
    const reason = `${calls} that the platform allows in its window are used; it goes on by itself.`
    return { state: 'waiting', waiting: { code: 'rate-limit', reason, until: limit.resetsAt.toISOString() } }
  }
  const { state, waiting } = run
  return waiting ? { state, waiting: { ...waiting, until: waiting.until?.toISOString() } } : { state }
}

function statesOf(tallies: readonly Tally[], left: Left): RunView['states'] {
  const states = Object.fromEntries(itemStates.map((state) => [state, { items: 0, bytes: 0 }])) as Record<
    ItemState,
    { items: number; bytes: number }
  >
  for (const { state, items, bytes } of tallies) {
    states[state].items += items
    states[state].bytes += bytes
  }
  states.pending.items += left.items
  states.pending.bytes += left.bytes
  return states
}

/** Files, folders and others of one state and reason are one line here. */
function reasonsOf(tallies: readonly Tally[]): RunView['reasons'] {
  const lines = new Map<string, RunView['reasons'][number]>()
  for (const { state, reason, items } of tallies) {
    const line = lines.get(`${state} ${reason}`)
    if (line) line.items += items
    else lines.set(`${state} ${reason}`, { state, reason, words: reasons[reason], items })
  }
  // What was ignored later has left its old line empty.
  return [...lines.values()].filter(({ items }) => items > 0).toSorted((a, b) => b.items - a.items)
}

function callsOf(limit: Limit, used: number): RunView['calls'] {
  return {
    used,
    ...(limit.limit !== undefined && { limit: limit.limit }),
    ...(limit.left !== undefined && { left: limit.left }),
    ...(limit.resetsAt && { resetsAt: limit.resetsAt.toISOString() }),
  }
}

function forecast(
  run: Run,
  left: Left,
  moved: { readonly items: number; readonly bytes: number; readonly older: number },
  { limit, isDestination }: Pick<Counted, 'limit' | 'isDestination'>,
  now: number,
): Pick<RunView, 'eta' | 'estimate'> {
  const calls = limit && callsFor(limit, left, isDestination, now)
  if (run.kind === 'simulation') return run.isScanned ? { estimate: estimateOf(calls, left) } : {}
  if ((run.state !== 'scanning' && run.state !== 'transferring') || !run.startedAt) return {}
  const eta = etaOf({
    leftItems: left.items + left.older.items,
    leftBytes: left.bytes + left.older.bytes,
    doneItems: moved.items + moved.older,
    doneBytes: moved.bytes,
    elapsedMs: now - run.startedAt.getTime(),
    isScanned: run.isScanned,
    ...(calls && { calls }),
  })
  return eta ? { eta } : {}
}

/** The calls that the rest needs, seen against what the platform said last, or publishes. */
function callsFor({ facts, limit, left, resetsAt }: Limit, todo: Left, isDestination: boolean, now: number): Calls {
  const published = facts.rates.toSorted((a, b) => b.perSeconds - a.perSeconds)[0]
  const rule = facts.rates.find((rate) => rate.calls === limit) ?? published
  const windowMs = (rule?.perSeconds ?? 3600) * 1000
  const allowed = limit ?? rule?.calls ?? 0
  return {
    needed: todo.items * callsOfOne(facts, isDestination) + todo.older.items * callsOfOlder(facts, isDestination),
    limit: allowed,
    left: left ?? allowed,
    resetsInMs: resetsAt ? resetsAt.getTime() - now : windowMs,
    windowMs,
  }
}

/** Folders count as files: it is not known how many of what is left they are. */
function callsOfOne({ calls }: Facts, isDestination: boolean): number {
  return (isDestination ? calls?.write : calls?.read) ?? 1
}

/** An older version is written like any other, or listed and read at the source. */
function callsOfOlder({ calls }: Facts, isDestination: boolean): number {
  return (isDestination ? (calls?.newVersion ?? calls?.write) : calls?.read) ?? 1
}

function estimateOf(calls: Calls | undefined, left: Left): NonNullable<RunView['estimate']> {
  if (!calls) {
    // Between disks nothing is counted; these are the slow and the fast end of ordinary disks, per second.
    const [items, bytes] = [left.items + left.older.items, left.bytes + left.older.bytes]
    const slowest = items / 200 + bytes / (50 * 2 ** 20)
    const fastest = items / 20_000 + bytes / (500 * 2 ** 20)
    return { calls: 0, lowMs: fastest * 1000, highMs: slowest * 1000, reason: 'the disks decide' }
  }
  const ms = waitFor(calls)
  // The limit is a floor; the network adds to it: a call takes 0.1 to 1 s and eight files travel side by side.
  return {
    calls: calls.needed,
    lowMs: Math.max(ms, calls.needed * 12),
    highMs: Math.max(ms * 1.1, calls.needed * 125),
    reason: `${calls.needed.toLocaleString('en-US')} calls at ${calls.limit.toLocaleString('en-US')} in ${Math.round(calls.windowMs / 60_000)} minutes`,
  }
}
