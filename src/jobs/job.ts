import type { JobFilters } from '#api/contract/filters.ts'
import type { ScheduleNote } from '#api/contract/jobs.ts'
import type { JobMapping, MappingLook } from '#api/contract/mapping.ts'
import type { JobPace } from '#api/contract/pace.ts'
import type { JobSchedule } from '#api/contract/schedule.ts'
import type { JobOptions } from '#engine/options.ts'
import type { Path } from '#platform'
import { mappingSummary } from './mapping/summary.ts'
import { scheduleWords } from './schedule-words.ts'

/** Connection, space and folder: where a job reads or writes. */
export interface JobLocation {
  readonly connection: string
  /** The empty text: the whole connection, which only a mapping job can name. */
  readonly space: string
  readonly path: Path
  /** As people type it, when the job was made: `Procore:Harbour/Drawings`. */
  readonly shown: string
}

/** What a person asked for, to be run as often as they like. */
export interface Job {
  readonly id: string
  readonly name: string
  readonly source: JobLocation
  readonly destination: JobLocation
  readonly options: JobOptions
  readonly filters: JobFilters
  /** Empty where a person starts every run, at any hour. */
  readonly schedule: JobSchedule
  readonly pace: JobPace
  readonly category?: string
  /** Since when it runs no more and is not listed. */
  readonly archivedAt?: Date
  /** When the schedule starts the next run, if it does. */
  readonly nextRunAt?: Date
  readonly scheduleNote?: ScheduleNote
  /** It moves nothing itself, and has a job for each place that it finds. */
  readonly mapping?: JobMapping
  readonly lastLook?: MappingLook
  /** Where a mapping job has made it. */
  readonly child?: Child
  readonly createdAt: Date
}

/** What ties a job to the mapping job that has made it, and gives it all its choices. */
export interface Child {
  readonly parent: string
  /** The same for the same place at every look. */
  readonly key: string
  /** Of its folder, project or row. */
  readonly name: string
  /** Since when its place is not found any more. */
  readonly left?: { readonly at: Date; readonly why: string }
}

/** A wish about jobs that cannot be granted; the sentence says why and what to do. */
export class JobRefused extends Error {
  override readonly name = 'JobRefused'
  readonly code: 'not-found' | 'invalid' | 'conflict'

  constructor(code: JobRefused['code'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** The job in one sentence. */
export function summaryOf(job: Described): string {
  if (job.mapping) return `${mappingSummary(job.mapping, job)} ${sentenceOf(job)}`
  return sentenceOf(job)
}

type Described = Pick<Job, 'source' | 'destination' | 'options' | 'schedule' | 'mapping'>

function sentenceOf({ source, destination, options, schedule }: Described): string {
  const when = scheduleWords(schedule)
  const what = options.content === 'folders' ? 'the folders of ' : ''
  if (options.direction === 'two-way') {
    return `Keeps ${what}“${source.shown}” and “${destination.shown}” in step${when === undefined ? '' : `, ${when}`}; ${deletionsBothWays[options.deletedItems]}.`
  }
  if (options.direction === 'move') {
    return `Moves “${source.shown}” to “${destination.shown}”${when === undefined ? '' : `, ${when}`}; deletes at the source, after approval, what is proven to be there.`
  }
  const foreign = options.foreignItems === 'delete' ? foreignDeletions : deletions[options.deletedItems]
  return `Copies ${what}“${source.shown}” to “${destination.shown}”${when === undefined ? '' : `, ${when}`}; ${foreign}.`
}

const foreignDeletions = 'deletes there, after approval, all that the source does not hold'

const deletions: Readonly<Partial<Record<JobOptions['deletedItems'], string>>> = {
  keep: 'never deletes',
  mirror: 'deletes there what it put there and the source has lost',
  ask: 'deletes there, after approval, what it put there and the source has lost',
}

const deletionsBothWays: Readonly<Record<JobOptions['deletedItems'], string>> = {
  keep: 'never deletes',
  mirror: 'deletes on each side what the other has lost',
  ask: 'deletes on each side, after approval, what the other has lost',
  'mirror-source': 'deletes at the destination what the source has lost',
  'mirror-destination': 'deletes at the source what the destination has lost',
}

/** A job as the audit log names it. */
export const subjectOf = ({ id, name }: Pick<Job, 'id' | 'name'>) => ({ kind: 'job', id, name })
