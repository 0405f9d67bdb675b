import type { Kysely } from 'kysely'
import type { MappingRow } from '#api/contract/mapping.ts'
import type { Actor } from '#audit/entry.ts'
import { record } from '#audit/record.ts'
import { firstRunAt } from './first-run.ts'
import { subjectOf, type Job } from './job.ts'
import { refuseFilters } from './refuse-filters.ts'
import { refuseOptions } from './refuse-options.ts'
import { inherit } from './mapping/child-rows.ts'
import { refuseChild } from './mapping/refuse-child.ts'
import { refuseOtherPlaces } from './mapping/refuse-mapping.ts'
import { replaceChoices, replaceSchedule } from './rows.ts'

/** What of a job can be changed later; its places cannot, as it remembers what it put there. */
export type Choices = Pick<Job, 'name' | 'category' | 'options' | 'filters' | 'schedule' | 'pace' | 'mapping'>

interface Means {
  readonly db: Kysely<unknown>
  /** Milliseconds since 1970. */
  readonly now: number
}

/** Gives a job another name and schedule, and other options and filters from its next run on. */
export async function giveChoices({ db, now }: Means, by: Actor, before: Job, choices: Choices): Promise<Job> {
  await refuseChild(db, before, 'changed')
  refuseOptions(choices.options)
  refuseFilters(choices.filters)
  refuseOtherPlaces(before.mapping, choices.mapping)
  const { category: _, mapping: __, ...kept } = before
  const job = { ...kept, ...choices }
  const changed = changesOf(before, choices).map(({ name }) => name)
  if (changed.length === 0) return job
  await replaceChoices(db, job)
  if (job.mapping) await inherit(db, job)
  await record(db, { actor: by, act: 'job.changed', outcome: 'done', subject: subjectOf(job), changed })
  const isRescheduled = changesOf(before, { ...before, schedule: job.schedule }).length > 0
  return isRescheduled ? reschedule(db, job, now) : job
}

async function reschedule(db: Kysely<unknown>, before: Job, now: number): Promise<Job> {
  const { nextRunAt: old, scheduleNote, ...kept } = before
  const first = firstRunAt(before.schedule, now)
  const nextRunAt = before.archivedAt ? undefined : first
  const job = { ...kept, ...(nextRunAt && { nextRunAt }) }
  await replaceSchedule(db, job)
  return job
}

type Value = string | string[] | number | boolean | undefined

interface Change {
  readonly name: string
  readonly before: Value
  readonly after: Value
}

/** Under names of their own: `mapping.names`. */
function mappingValues(mapping: Job['mapping']): Record<string, Value> {
  const { rows, ...plain } = mapping ?? {}
  const values = { ...plain, ...(rows && { rows: rows.map(rowText) }) }
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`mapping.${name}`, value]))
}

function rowText({ source, destination, name }: MappingRow): string {
  return `${source} → ${destination}${name === undefined ? '' : ` (${name})`}`
}

/** The name, options, filters and parts of the schedule that differ. */
export function changesOf(before: Choices, after: Choices): Change[] {
  const [old, now]: Record<string, Value>[] = [
    {
      name: before.name,
      category: before.category,
      ...before.filters,
      ...before.options,
      ...before.schedule,
      ...before.pace,
      ...mappingValues(before.mapping),
    },
    {
      name: after.name,
      category: after.category,
      ...after.filters,
      ...after.options,
      ...after.schedule,
      ...after.pace,
      ...mappingValues(after.mapping),
    },
  ]
  return Object.keys({ ...old, ...now })
    .map((name) => ({ name, before: old?.[name], after: now?.[name] }))
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after))
}
