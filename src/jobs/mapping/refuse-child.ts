import type { Kysely } from 'kysely'
import { JobRefused, type Job } from '../job.ts'
import { findJobs } from '../rows.ts'

/** A job that a mapping has made has all its choices from there, and comes and goes with it. */
export async function refuseChild(
  db: Kysely<unknown>,
  { name, child }: Pick<Job, 'name' | 'child'>,
  what: 'changed' | 'archived' | 'removed' | 'exported',
): Promise<void> {
  if (!child) return
  const parent = (await findJobs(db, [child.parent])).get(child.parent)
  throw new JobRefused(
    'conflict',
    `“${name}” is one of the jobs that “${parent?.name ?? ''}” (job ${child.parent}) has made, and cannot be ${what} by itself. ` +
      `Do it there: gantry jobs show ${child.parent}. To leave this one out, let its mapping leave out the name “${child.name}”.`,
  )
}
