import type { Kysely } from 'kysely'
import { unfinishedRunOf } from '#runs/rows.ts'
import { JobRefused, type Job } from './job.ts'
import { removeJob } from './rows.ts'

/** Takes a job away, unless it has a run that may still go on. What its runs wrote stays, and so do their proofs. */
export async function forgetJob(db: Kysely<unknown>, { id, name }: Job): Promise<void> {
  const run = await unfinishedRunOf(db, id)
  if (run) {
    throw new JobRefused(
      'conflict',
      `“${name}” has a run that is not finished (run ${run.id} is ${run.state}). Cancel it first: gantry runs cancel ${run.id}`,
    )
  }
  await removeJob(db, id)
}
