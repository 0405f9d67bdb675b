import type { ScheduleNote } from '#api/contract/jobs.ts'
import type { Actor } from '#audit/entry.ts'
import { ConnectionRefused } from '#connections/connection.ts'
import { isOpen, opensAt } from '#jobs/hours.ts'
import type { Job } from '#jobs/job.ts'
import { showLocal } from '#jobs/local-time.ts'
import { dueJobs, historyOf, planNext, takeDue } from '#jobs/schedule-rows.ts'
import { nextTime } from '#jobs/schedule-times.ts'
import { whyEnded } from '#jobs/stop-policy.ts'
import type { Log } from '#platform'
import type { HourMeans } from './keep-hours.ts'
import { queueRun, RunRefused } from './start.ts'

export interface DueMeans extends HourMeans {
  readonly log: Log
}

const schedule: Actor = { kind: 'gantry', name: 'Schedule' }

/**
 * Starts the runs that are due. Any number of processes may do so at once: the run and the next due time are written together
 * by whoever holds the job, so that each due time starts one run. Times that passed while no process looked come to one run.
 */
export async function startDue(means: DueMeans): Promise<void> {
  for (const job of await dueJobs(means.db, new Date(means.clock.now()))) {
    try {
      await startIfDue(means, job)
    } catch (error) {
      // The other jobs do not wait for this one; it stays due.
      means.log.warn({ job, error }, 'schedule-not-kept')
    }
  }
}

async function startIfDue(means: DueMeans, id: string): Promise<void> {
  const { transaction, clock, send, log } = means
  await transaction(async (db) => {
    const now = clock.now()
    const job = await takeDue(db, id, new Date(now))
    if (!job) return
    if (!isOpen(job.schedule, now)) return planNext(db, id, { at: opensAt(job.schedule, now), note: job.scheduleNote })
    const history = await historyOf(db, job)
    const end = whyEnded(job.schedule, history)
    if (end !== undefined) return planNext(db, id, { note: noteOf('ended', now, end) })
    const refusal = await tryToQueue({ db, send }, job)
    if (refusal !== undefined) log.info({ job: id, reason: refusal }, 'scheduled-run-skipped')
    const started = refusal === undefined ? 1 : 0
    const endNow = whyEnded(job.schedule, { ...history, runs: history.runs + started })
    const next = endNow === undefined ? nextTime(job.schedule, Math.max(now, job.nextRunAt.getTime())) : undefined
    const skipped = refusal === undefined ? undefined : noteOf('skipped', now, skippedAt(job, refusal))
    const ended = next === undefined ? noteOf('ended', now, endNow ?? 'It names no later time.') : undefined
    return planNext(db, id, { at: next, note: skipped ?? ended })
  })
}

type DueJob = Job & Required<Pick<Job, 'nextRunAt'>>

/** Why it cannot run now, in a sentence. */
async function tryToQueue(means: Parameters<typeof queueRun>[0], job: Job): Promise<string | undefined> {
  try {
    await queueRun(means, schedule, job, 'run')
    return undefined
  } catch (error) {
    if (error instanceof RunRefused || error instanceof ConnectionRefused) return error.message
    throw error
  }
}

function skippedAt({ nextRunAt, schedule: { timeZone = 'UTC' } }: DueJob, refusal: string): string {
  return `The run that was due on ${showLocal(nextRunAt.getTime(), timeZone)} was not started. ${refusal}`
}

function noteOf(is: ScheduleNote['is'], now: number, sentence: string): ScheduleNote {
  return { is, at: new Date(now).toISOString(), sentence }
}
