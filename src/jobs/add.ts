import type { Kysely } from 'kysely'
import type { Actor } from '#audit/entry.ts'
import { record } from '#audit/record.ts'
import type { JobOptions } from '#engine/options.ts'
import { refuseOverlap, type Grounds } from './overlap.ts'
import { subjectOf, type Job, type JobLocation } from './job.ts'
import { findJobBetween, insertJob, replaceOptions } from './rows.ts'

export interface AddMeans extends Grounds {
  readonly db: Kysely<unknown>
  readonly transaction: <Result>(work: (db: Kysely<unknown>) => Promise<Result>) => Promise<Result>
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
export async function addJob(
  means: AddMeans,
  by: Actor,
  { name, source, destination, options, reuse }: Wish,
): Promise<Job> {
  await refuseOverlap(source, destination, means)
  return means.transaction(async (db) => {
    const before = reuse ? await findJobBetween(db, source, destination) : undefined
    if (before) return withOptions(db, by, before, options)
    const called = name?.trim() || `${source.shown} → ${destination.shown}`
    const job = await insertJob(db, { name: called.slice(0, longestName), source, destination, options })
    await record(db, { actor: by, act: 'job.added', outcome: 'done', subject: subjectOf(job) })
    return job
  })
}

async function withOptions(db: Kysely<unknown>, by: Actor, job: Job, options: JobOptions): Promise<Job> {
  const names = Object.keys(options) as (keyof JobOptions)[]
  const changed = names.filter((name) => options[name] !== job.options[name])
  if (changed.length === 0) return job
  await replaceOptions(db, job.id, options)
  await record(db, { actor: by, act: 'job.changed', outcome: 'done', subject: subjectOf(job), changed })
  return { ...job, options }
}

const longestName = 200
