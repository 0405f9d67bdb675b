import type { Kysely } from 'kysely'
import type { Actor } from '#audit/entry.ts'
import { record } from '#audit/record.ts'
import { holdJob, unfinishedRunAmong } from '#runs/rows.ts'
import { JobRefused, subjectOf, type Job } from './job.ts'
import { refuseChild } from './mapping/refuse-child.ts'
import { removeJob } from './rows.ts'

interface Means {
  readonly transaction: <Result>(work: (db: Kysely<unknown>) => Promise<Result>) => Promise<Result>
}

/** Takes a job away, unless it has a run that may still go on. What its runs wrote stays, and so do their proofs. */
export async function forgetJob({ transaction }: Means, by: Actor, job: Job): Promise<void> {
  const { id, name } = job
  await transaction(async (db) => {
    await refuseChild(db, job, 'removed')
    await holdJob(db, id)
    const run = await unfinishedRunAmong(db, id)
    if (run) {
      throw new JobRefused(
        'conflict',
        `“${name}” has a run that is not finished (run ${run.id} is ${run.state}). Cancel it first: gantry runs cancel ${run.id}`,
      )
    }
    await removeJob(db, id)
    await record(db, { actor: by, act: 'job.removed', outcome: 'done', subject: subjectOf(job) })
  })
}
