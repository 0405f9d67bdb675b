import type { Kysely } from 'kysely'
import type { JobFilters } from '#api/contract/filters.ts'
import type { Actor } from '#audit/entry.ts'
import { record } from '#audit/record.ts'
import type { JobOptions } from '#engine/options.ts'
import { refuseOverlap, type Grounds } from './overlap.ts'
import { subjectOf, type Job, type JobLocation } from './job.ts'
import { findJobBetween, insertJob, replaceChoices } from './rows.ts'

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
  readonly filters: JobFilters
  readonly reuse: boolean
}

/** Keeps a new job; with `reuse` the one that is already there between the two folders, under these options and filters. */
export async function addJob(
  means: AddMeans,
  by: Actor,
  { name, source, destination, options, filters, reuse }: Wish,
): Promise<Job> {
  await refuseOverlap(source, destination, means)
  return means.transaction(async (db) => {
    const before = reuse ? await findJobBetween(db, source, destination) : undefined
    if (before) return withChoices(db, by, { ...before, options, filters }, before)
    const called = name?.trim() || `${source.shown} → ${destination.shown}`
    const job = await insertJob(db, { name: called.slice(0, longestName), source, destination, options, filters })
    await record(db, { actor: by, act: 'job.added', outcome: 'done', subject: subjectOf(job) })
    return job
  })
}

async function withChoices(db: Kysely<unknown>, by: Actor, job: Job, before: Job): Promise<Job> {
  const changed = [...changesOf(before.options, job.options), ...changesOf(before.filters, job.filters)]
  if (changed.length === 0) return job
  await replaceChoices(db, job)
  await record(db, { actor: by, act: 'job.changed', outcome: 'done', subject: subjectOf(job), changed })
  return job
}

/** The names of what differs. */
function changesOf<Choices extends object>(before: Choices, after: Choices): readonly string[] {
  const names = Object.keys({ ...before, ...after }) as (keyof Choices & string)[]
  return names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
}

const longestName = 200
