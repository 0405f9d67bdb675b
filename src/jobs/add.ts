import type { Kysely } from 'kysely'
import type { JobFilters } from '#api/contract/filters.ts'
import type { JobMapping } from '#api/contract/mapping.ts'
import type { JobPace } from '#api/contract/pace.ts'
import type { JobSchedule } from '#api/contract/schedule.ts'
import type { Actor } from '#audit/entry.ts'
import { record } from '#audit/record.ts'
import { defaultOptions, type JobOptions } from '#engine/options.ts'
import { giveChoices } from './change.ts'
import { firstRunAt } from './first-run.ts'
import { refuseOverlap } from './overlap.ts'
import { JobRefused, subjectOf, type Job, type JobLocation } from './job.ts'
import type { findChildren } from './mapping/find-children.ts'
import type { FindMeans } from './mapping/found.ts'
import { refuseMapping } from './mapping/refuse-mapping.ts'
import { refuseWrongRows } from './mapping/refuse-wrong-rows.ts'
import { refuseFilters } from './refuse-filters.ts'
import { refuseOptions } from './refuse-options.ts'
import { findJobBetween, insertJob } from './rows.ts'

export interface AddMeans extends Omit<FindMeans, 'signal'> {
  readonly clock: { now(): number }
  readonly db: Kysely<unknown>
  readonly transaction: <Result>(work: (db: Kysely<unknown>) => Promise<Result>) => Promise<Result>
}

interface Wish {
  /** Both folders in words when absent. */
  readonly name?: string | undefined
  readonly source: JobLocation
  readonly destination: JobLocation
  readonly category?: string | undefined
  /** A job that is there keeps its own of these when absent; a new one has what is usual. */
  readonly options?: JobOptions | undefined
  readonly filters?: JobFilters | undefined
  readonly schedule?: JobSchedule | undefined
  readonly pace?: JobPace | undefined
  readonly mapping?: JobMapping | undefined
  readonly reuse: boolean
  readonly signal: AbortSignal
}

/** Keeps a new job; with `reuse` the one that is already there between the two folders, with the choices that are given. */
export async function addJob(means: AddMeans, by: Actor, wish: Wish): Promise<Job> {
  const { name, source, destination, category, schedule, pace, mapping, reuse } = wish
  const before = reuse ? await findJobBetween(means.db, source, destination) : undefined
  const { options = before?.options ?? defaultOptions, filters = before?.filters ?? {} } = wish
  await refuseWish({ ...wish, options, filters }, means)
  const now = means.clock.now()
  return means.transaction(async (db) => {
    if (before) {
      const kept = category ?? before.category
      const choices = {
        name: before.name,
        ...(kept !== undefined && { category: kept }),
        options,
        filters,
        schedule: schedule ?? before.schedule,
        pace: pace ?? before.pace,
      }
      return giveChoices({ db, now }, by, before, choices)
    }
    const nextRunAt = schedule && firstRunAt(schedule, now)
    const job = await insertJob(db, {
      name: nameFor(name, source, destination),
      source,
      destination,
      options,
      filters,
      ...(category !== undefined && { category }),
      ...(schedule && { schedule }),
      ...(pace && { pace }),
      ...(nextRunAt && { nextRunAt }),
      ...(mapping && { mapping }),
    })
    await record(db, { actor: by, act: 'job.added', outcome: 'done', subject: subjectOf(job) })
    return job
  })
}

type Refusable = Pick<Wish, 'source' | 'destination' | 'mapping' | 'signal'> &
  Pick<Job, 'options' | 'filters'> &
  Partial<Pick<Wish, 'reuse'>>

/**
 * Choices that say nothing together, filters that take nothing, a copy into its own source, and a mapping that can find nothing or
 * has rows that are wrong. Gives what is to be known of those that are taken.
 */
export async function refuseWish(
  { source, destination, options, filters, mapping, signal, reuse = false }: Refusable,
  means: Omit<FindMeans, 'signal'>,
  find?: typeof findChildren,
): Promise<readonly string[]> {
  refuseOptions(options)
  refuseFilters(filters)
  if (!mapping) {
    await refuseOverlap(source, destination, means)
    return []
  }
  if (reuse)
    throw new JobRefused('invalid', 'A job with a mapping cannot be taken again by its places: change it by its id.')
  refuseMapping({ source, destination, mapping })
  return refuseWrongRows({ source, destination, options, mapping }, { ...means, signal }, find)
}

const longestName = 200

/** Both folders in words where none was given. */
export function nameFor(name: string | undefined, source: JobLocation, destination: JobLocation): string {
  return (name?.trim() || `${source.shown} → ${destination.shown}`).slice(0, longestName)
}
