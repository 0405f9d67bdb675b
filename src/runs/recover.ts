import { sql, type Kysely } from 'kysely'
import { openBatches } from './batches.ts'
import { findRun, moveTo, type Run } from './rows.ts'
import { rest } from './rest.ts'
import type { Send } from './stage.ts'

interface Means {
  readonly db: Kysely<unknown>
  readonly send: Send
  /** Milliseconds since 1970. */
  readonly now: number
}

/**
 * Takes up the runs that nobody is on any more: their tasks were lost with the queue, or with a process that died between
 * two steps. A run that has a task, be it one leased by a dead worker, goes on by itself.
 */
export async function recoverRuns(means: Means): Promise<void> {
  for (const id of await lostRuns(means.db)) await takeUpRun(id, means)
}

export async function takeUpRun(id: string, means: Means): Promise<void> {
  const run = await findRun(means.db, id)
  if (run) await takeUp(run, means)
}

async function takeUp(run: Run, means: Means): Promise<void> {
  const { db, send, now } = means
  const { id, state, waiting, isScanned } = run
  if (state === 'pausing') return rest(means, run, now)
  if (state === 'cancelling') return void (await moveTo(db, id, 'cancelled'))
  if (state === 'verifying') return send('finish-run', { run: id })
  if (state === 'transferring' && isScanned) {
    for (const seq of await openBatches(db, id)) await send('transfer-batch', { run: id, seq })
  }
  const startAfterMs = Math.max(0, (waiting?.until?.getTime() ?? now) - now)
  await send('scan-run', { run: id }, { startAfterMs })
}

/** Of those that wait only the ones that would have gone on by themselves. */
export async function lostRuns(db: Kysely<unknown>): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id::text from runs
    where (state in ('queued', 'scanning', 'transferring', 'verifying', 'pausing', 'cancelling')
        or (state = 'waiting' and waiting_until is not null))
      and not exists (
        select from pgboss.job
        where job.data ->> 'run' = runs.id::text and job.state in ('created', 'retry', 'active')
          and job.name in ('scan-run', 'transfer-batch', 'finish-run'))
    order by id`.execute(db)
  return rows.map(({ id }) => id)
}
