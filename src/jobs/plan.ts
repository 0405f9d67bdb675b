import type { Kysely } from 'kysely'
import type { JobPlan } from '#api/contract/jobs.ts'
import { jobSchedule } from '#api/contract/schedule.ts'
import { samePath } from '#platform'
import { changesOf, type Choices } from './change.ts'
import { firstRunAt } from './first-run.ts'
import { JobRefused, type JobLocation } from './job.ts'
import { refuseChild } from './mapping/refuse-child.ts'
import { refuseOtherPlaces } from './mapping/refuse-mapping.ts'
import { findJobsCalled } from './rows.ts'

interface Wish extends Choices {
  readonly name: string
  readonly source: JobLocation
  readonly destination: JobLocation
}

/** What putting a job of a job file in place would do. Jobs are known by their names there. */
export async function planJob(db: Kysely<unknown>, wish: Wish, now: number): Promise<JobPlan['jobs'][number]> {
  const { name, source, destination } = wish
  const [job, second] = await findJobsCalled(db, name)
  if (!job) {
    firstRunAt(wish.schedule, now)
    return { name, do: 'add', changes: [] }
  }
  if (second) {
    throw new JobRefused(
      'conflict',
      `The jobs ${second.id} and ${job.id} are both called “${name}”, and a job file goes by names. Remove one of them.`,
    )
  }
  if (!isSame(job.source, source) || !isSame(job.destination, destination)) {
    throw new JobRefused(
      'conflict',
      `The job “${name}” copies “${job.source.shown}” to “${job.destination.shown}”, and here it is to copy “${source.shown}” to ` +
        `“${destination.shown}”. A job keeps its places, as it remembers what it put there: give the other one its own name.`,
    )
  }
  refuseOtherPlaces(job.mapping, wish.mapping)
  const changes = changesOf(job, wish)
  if (changes.length > 0) await refuseChild(db, job, 'changed')
  if (changes.some((change) => Object.hasOwn(jobSchedule.shape, change.name))) firstRunAt(wish.schedule, now)
  return { name, do: changes.length === 0 ? 'keep' : 'change', job: job.id, changes }
}

function isSame(one: JobLocation, other: JobLocation): boolean {
  return one.connection === other.connection && one.space === other.space && samePath(one.path, other.path)
}
