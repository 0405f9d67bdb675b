import type { Kysely } from 'kysely'
import type { JobOptions } from '#engine/options.ts'
import { refuseOverlap, type Grounds } from './overlap.ts'
import type { Job, JobLocation } from './job.ts'
import { findJobBetween, insertJob, replaceOptions } from './rows.ts'

export interface AddMeans extends Grounds {
  readonly db: Kysely<unknown>
}

interface Wish {
  /** Both folders in words when absent. */
  readonly name?: string | undefined
  readonly source: JobLocation
  readonly destination: JobLocation
  readonly options: JobOptions
  readonly reuse: boolean
}

/** Keeps a new job; with `reuse` the one that is already there between the two folders, under these options. */
export async function addJob(means: AddMeans, { name, source, destination, options, reuse }: Wish): Promise<Job> {
  await refuseOverlap(source, destination, means)
  const before = reuse ? await findJobBetween(means.db, source, destination) : undefined
  if (before) {
    await replaceOptions(means.db, before.id, options)
    return { ...before, options }
  }
  const called = name?.trim() || `${source.shown} → ${destination.shown}`
  return insertJob(means.db, { name: called.slice(0, longestName), source, destination, options })
}

const longestName = 200
