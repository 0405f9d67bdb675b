import { sql, type Kysely } from 'kysely'
import { isOpen } from '#jobs/hours.ts'
import type { Job } from '#jobs/job.ts'
import { moveTo } from './rows.ts'
import type { Means as StartMeans } from './start.ts'
import { movingStates, type RunState } from './states.ts'
import { untilHours } from './wait-for-hours.ts'

export interface HourMeans extends StartMeans {
  readonly clock: { now(): number }
}

/** Pauses the runs whose hours are over, and lets go on those whose hours have come, also because they were changed. */
export async function keepHours(means: HourMeans): Promise<void> {
  for (const run of await runsOfHours(means.db)) {
    const now = means.clock.now()
    const isIn = isOpen(run.schedule, now)
    if (run.state === 'waiting' && isIn) await goOn(means, run.id)
    if (run.state !== 'waiting' && !isIn) await pause(means, run, now)
  }
}

/** What is under way finishes or is taken back, as when a person pauses the run. */
async function pause({ db, tellToStop }: HourMeans, run: RunOfHours, now: number): Promise<void> {
  const isPausing = await moveTo(db, run.id, 'pausing', { waiting: untilHours(run, now), from: movingStates })
  if (isPausing) await tellToStop(run.id)
}

async function goOn({ transaction, send }: HourMeans, run: string): Promise<void> {
  await transaction(async (db) => {
    if (await moveTo(db, run, 'queued', { from: ['waiting'] })) await send('scan-run', { run }, { transaction: db })
  })
}

interface RunOfHours extends Pick<Job, 'schedule'> {
  readonly id: string
  readonly state: RunState
}

/** Those that move, of jobs that have hours, and those that wait for their hours. */
async function runsOfHours(db: Kysely<unknown>): Promise<readonly RunOfHours[]> {
  const { rows } = await sql<RunOfHours>`
    select runs.id::text, runs.state, jobs.schedule from runs join jobs on jobs.id = runs.job
    where runs.kind = 'run' and jobs.mapping is null and runs.state not in ('completed', 'completed-with-flags', 'failed', 'cancelled')
      and ((runs.state in ('scanning', 'transferring') and jobs.schedule ?| array['onlyBetween', 'notBetween'])
        or (runs.state = 'waiting' and runs.waiting_code = 'outside-hours'))
    order by runs.id`.execute(db)
  return rows
}
