import { sql, type Kysely } from 'kysely'
import type { JobPace } from '#api/contract/pace.ts'
import { priorityOf } from './priority.ts'
import { beginScan, moveTo, type Waiting } from './rows.ts'
import type { Scene } from './scene.ts'
import type { Stage } from './stage.ts'

/** How many runs may move at a time; no limit where absent. */
export interface AtOnce {
  readonly all?: number | undefined
  /** Of those that read or write through the same connection. */
  readonly perConnection?: number | undefined
}

/** A run that moves or waits for its turn. */
interface Taker {
  readonly id: string
  readonly moves: boolean
  readonly pace: JobPace
  readonly connections: readonly string[]
}

const lookAgainMs = 3000

/**
 * Begins the scan and gives its number, when fewer runs move than may; else the run waits, and those of higher priority and
 * those that came earlier go before it. Undefined when it waits, or is not to be scanned.
 */
export async function takeTurn({ db, transaction, run, job, clock }: Scene, stage: Stage): Promise<number | undefined> {
  const { all, perConnection } = stage.atOnce ?? {}
  if (all === undefined && perConnection === undefined) return beginScan(db, run.id)
  const fits = (takers: readonly Taker[], { connections }: Pick<Taker, 'connections'>) =>
    (all === undefined || takers.length < all) &&
    (perConnection === undefined ||
      connections.every((one) => takers.filter((taker) => taker.connections.includes(one)).length < perConnection))
  return transaction(async (inside) => {
    // Two that look at once would both find the last place free.
    await sql`select pg_advisory_xact_lock(hashtext('gantry-runs-at-once'))`.execute(inside)
    const others = (await takersIn(inside)).filter(({ id }) => id !== run.id)
    const taken = others.filter(({ moves }) => moves)
    const mine = { id: run.id, pace: job.pace, connections: [job.source.connection, job.destination.connection] }
    for (const other of others) {
      if (!other.moves && isBefore(other, mine) && fits(taken, other)) taken.push(other)
    }
    if (fits(taken, mine)) return beginScan(inside, run.id)
    const until = new Date(clock.now() + lookAgainMs)
    const waiting: Waiting = { code: 'turn', reason: sentenceOf(stage.atOnce ?? {}), until }
    if (await moveTo(inside, run.id, 'waiting', { waiting })) {
      await stage.send('scan-run', { run: run.id }, { startAfterMs: lookAgainMs, transaction: inside })
    }
    return undefined
  })
}

function isBefore(one: Pick<Taker, 'id' | 'pace'>, other: Pick<Taker, 'id' | 'pace'>): boolean {
  const ahead = priorityOf(one.pace) - priorityOf(other.pace)
  return ahead > 0 || (ahead === 0 && Number(one.id) < Number(other.id))
}

function sentenceOf({ all, perConnection }: AtOnce): string {
  const limits = [
    ...(all === undefined ? [] : [`${all} in all`]),
    ...(perConnection === undefined ? [] : [`${perConnection} through one connection`]),
  ]
  return `Other runs move, and only so many may at a time: ${limits.join(', ')}.`
}

/** Those that wait in the order in which they may begin. */
async function takersIn(db: Kysely<unknown>): Promise<readonly Taker[]> {
  const { rows } = await sql<{ id: string; moves: boolean; pace: JobPace; source: string; destination: string }>`
    select runs.id::text, runs.state <> 'waiting' as moves, jobs.pace, source_connection as source,
      destination_connection as destination
    from runs join jobs on jobs.id = runs.job
    where jobs.mapping is null and (runs.state in ('scanning', 'transferring', 'verifying', 'pausing', 'cancelling')
      or (runs.state = 'waiting' and runs.waiting_code = 'turn'))`.execute(db)
  return rows
    .map(({ source, destination, ...taker }) => ({ ...taker, connections: [source, destination] }))
    .toSorted((a, b) => (isBefore(a, b) ? -1 : 1))
}
