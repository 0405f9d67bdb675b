import type { Kysely } from 'kysely'
import type { Actor } from '#audit/entry.ts'
import { record } from '#audit/record.ts'
import { holdJob, unfinishedRunAmong } from '#runs/rows.ts'
import { firstRunAt } from './first-run.ts'
import { JobRefused, subjectOf, type Job } from './job.ts'
import { archiveChildren } from './mapping/child-rows.ts'
import { refuseChild } from './mapping/refuse-child.ts'
import { setArchived } from './rows.ts'

interface Means {
  /** A transaction. */
  readonly db: Kysely<unknown>
  /** Milliseconds since 1970. */
  readonly now: number
}

/** Puts a job away, unless it has a run that may still go on, or brings it back: its schedule goes on from now. */
export async function archive({ db, now }: Means, by: Actor, job: Job, isArchived: boolean): Promise<Job> {
  if (isArchived === (job.archivedAt !== undefined)) return job
  await refuseChild(db, job, 'archived')
  await holdJob(db, job.id)
  const run = isArchived ? await unfinishedRunAmong(db, job.id) : undefined
  if (run) {
    throw new JobRefused(
      'conflict',
      `“${job.name}” has a run that is not finished (run ${run.id} is ${run.state}). Cancel it first: gantry runs cancel ${run.id}`,
    )
  }
  const { archivedAt: _, nextRunAt: __, ...kept } = job
  const nextRunAt = isArchived ? undefined : goOn(job, now)
  const after: Job = isArchived ? { ...kept, archivedAt: new Date(now) } : { ...kept, ...(nextRunAt && { nextRunAt }) }
  await setArchived(db, after)
  if (job.mapping) await archiveChildren(db, after)
  await record(db, {
    actor: by,
    act: isArchived ? 'job.archived' : 'job.restored',
    outcome: 'done',
    subject: subjectOf(job),
  })
  return after
}

/** One whose times are past is back all the same. */
function goOn({ schedule }: Job, now: number): Date | undefined {
  try {
    return firstRunAt(schedule, now)
  } catch (error) {
    if (error instanceof JobRefused) return undefined
    throw error
  }
}
