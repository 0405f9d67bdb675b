import { sql, type Kysely } from 'kysely'
import { moveTo } from './rows.ts'
import type { Send } from './stage.ts'
import type { RunState } from './states.ts'

interface Means {
  readonly db: Kysely<unknown>
  readonly send: Send
}

interface Lost {
  readonly id: string
  readonly state: RunState
}

/**
 * Takes up the runs that nobody is on any more: their tasks were lost with the queue, or with a process that died between
 * two steps. A run that has a task, be it only leased by a dead worker, goes on by itself.
 */
export async function recoverRuns({ db, send }: Means): Promise<void> {
  for (const { id, state } of await lostRuns(db)) {
    if (state === 'pausing') await moveTo(db, id, 'paused')
    else if (state === 'cancelling') await moveTo(db, id, 'cancelled')
    else await send(state === 'verifying' ? 'finish-run' : 'scan-run', { run: id })
  }
}

/** Of those that wait only the ones that would have gone on by themselves. */
async function lostRuns(db: Kysely<unknown>): Promise<readonly Lost[]> {
  const { rows } = await sql<Lost>`
    select id::text, state from runs
    where (state in ('queued', 'scanning', 'transferring', 'verifying', 'pausing', 'cancelling')
        or (state = 'waiting' and waiting_until is not null))
      and not exists (
        select from pgboss.job
        where job.data ->> 'run' = runs.id::text and job.state in ('created', 'retry', 'active')
          and job.name in ('scan-run', 'transfer-batch', 'finish-run'))`.execute(db)
  return rows
}
