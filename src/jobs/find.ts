import type { Kysely } from 'kysely'
import { JobRefused, type Job } from './job.ts'
import { findJob } from './rows.ts'

/** The job of this id. */
export async function jobCalled(db: Kysely<unknown>, id: string): Promise<Job> {
  const found = /^\d{1,18}$/.test(id) ? await findJob(db, id) : undefined
  if (found) return found
  throw new JobRefused('not-found', `There is no job “${id}”. See them with: gantry jobs list`)
}
