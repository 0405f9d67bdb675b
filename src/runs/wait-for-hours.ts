import { isOpen, opensAt } from '#jobs/hours.ts'
import type { Job } from '#jobs/job.ts'
import { moveTo, type Waiting } from './rows.ts'
import type { Scene } from './scene.ts'
import type { Send } from './stage.ts'

/** Lets a run that is to begin outside the hours of its job wait for them; says whether it does. Simulations change nothing and begin at any hour. */
export async function waitForHours({ transaction, run, job, clock }: Scene, send: Send): Promise<boolean> {
  const now = clock.now()
  if (run.kind === 'simulation' || isOpen(job.schedule, now)) return false
  const waiting = untilHours(job, now)
  await transaction(async (db) => {
    if (!(await moveTo(db, run.id, 'waiting', { waiting })) || !waiting.until) return
    await send('scan-run', { run: run.id }, { startAfterMs: waiting.until.getTime() - now, transaction: db })
  })
  return true
}

/** Why a run of the job rests at this moment, and until when. */
export function untilHours({ schedule }: Pick<Job, 'schedule'>, now: number): Waiting {
  const until = opensAt(schedule, now)
  return {
    code: 'outside-hours',
    reason: 'It is outside the hours in which this job may run.',
    ...(until !== undefined && { until: new Date(until) }),
  }
}
