import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { JobFilters } from '#api/contract/filters.ts'
import type { ScheduleNote } from '#api/contract/jobs.ts'
import type { JobMapping, MappingLook } from '#api/contract/mapping.ts'
import type { JobPace } from '#api/contract/pace.ts'
import type { JobSchedule } from '#api/contract/schedule.ts'
import { addTextIndex } from '#database/text-index.ts'
import { defaultOptions, type JobOptions } from '#engine/options.ts'
import { parsePath, showPath } from '#platform'
import type { Child, Job, JobLocation } from './job.ts'

type Db = Kysely<unknown>

export const jobMigrations = [
  {
    name: '0100-jobs',
    async up(db: Kysely<unknown>): Promise<void> {
      await sql`
        create table jobs (
          id bigint generated always as identity primary key,
          name text not null,
          source_connection text not null,
          source_space text not null,
          source_path text not null,
          source_shown text not null,
          destination_connection text not null,
          destination_space text not null,
          destination_path text not null,
          destination_shown text not null,
          options jsonb not null,
          created_at timestamptz not null default now(),
          removed_at timestamptz
        )`.execute(db)
    },
  },
  {
    name: '0560-words-of-jobs',
    up: (db: Kysely<unknown>): Promise<void> =>
      addTextIndex(db, 'jobs_by_words', { table: 'jobs', columns: ['name', 'source_shown', 'destination_shown'] }),
  },
  {
    name: '0600-filters-of-jobs',
    async up(db: Kysely<unknown>): Promise<void> {
      await sql`alter table jobs add column filters jsonb not null default '{}'`.execute(db)
    },
  },
  {
    name: '0640-schedules-of-jobs',
    async up(db: Kysely<unknown>): Promise<void> {
      await sql`
        alter table jobs add column schedule jsonb not null default '{}', add column scheduled_since timestamptz,
          add column next_run_at timestamptz, add column schedule_note jsonb`.execute(db)
      await sql`
        create index due_jobs on jobs (next_run_at) where next_run_at is not null and removed_at is null`.execute(db)
    },
  },
  {
    name: '0692-category-and-archive-of-jobs',
    async up(db: Kysely<unknown>): Promise<void> {
      await sql`alter table jobs add column category text, add column archived_at timestamptz`.execute(db)
    },
  },
  {
    name: '0693-pace-of-jobs',
    async up(db: Kysely<unknown>): Promise<void> {
      await sql`alter table jobs add column pace jsonb not null default '{}'`.execute(db)
    },
  },
  {
    name: '0720-mapping-jobs',
    async up(db: Kysely<unknown>): Promise<void> {
      await sql`
        alter table jobs add column mapping jsonb, add column last_look jsonb, add column parent bigint references jobs (id),
          add column child_key text, add column child_name text, add column left_at timestamptz,
          add column left_why text`.execute(db)
      // One job for each place, however many processes look at once.
      await sql`
        create unique index children_of_jobs on jobs (parent, child_key)
        where parent is not null and removed_at is null`.execute(db)
    },
  },
]

export interface JobRow {
  id: string
  name: string
  source_connection: string
  source_space: string
  source_path: string
  source_shown: string
  destination_connection: string
  destination_space: string
  destination_path: string
  destination_shown: string
  options: JobOptions
  filters: JobFilters
  schedule: JobSchedule
  pace: JobPace
  category: string | null
  archived_at: Date | null
  next_run_at: Date | null
  schedule_note: ScheduleNote | null
  mapping: JobMapping | null
  last_look: MappingLook | null
  parent: string | null
  child_key: string | null
  child_name: string | null
  left_at: Date | null
  left_why: string | null
  created_at: Date
}

/** One that a person starts, unless a schedule is given with its first time. */
export async function insertJob(
  db: Db,
  job: Omit<Job, 'id' | 'createdAt' | 'schedule' | 'scheduleNote' | 'pace'> & Partial<Pick<Job, 'schedule' | 'pace'>>,
): Promise<Job> {
  const { source, destination, schedule = {}, pace = {}, mapping, child } = job
  const { rows } = await sql<JobRow>`
    insert into jobs (name, source_connection, source_space, source_path, source_shown, destination_connection,
      destination_space, destination_path, destination_shown, options, filters, schedule, pace, category, scheduled_since,
      next_run_at, mapping, parent, child_key, child_name)
    values (${job.name}, ${source.connection}, ${source.space}, ${showPath(source.path)}, ${source.shown},
      ${destination.connection}, ${destination.space}, ${showPath(destination.path)}, ${destination.shown},
      ${JSON.stringify(job.options)}, ${JSON.stringify(job.filters)}, ${JSON.stringify(schedule)}, ${JSON.stringify(pace)},
      ${job.category ?? null}, now(),
      ${job.nextRunAt ?? null}, ${mapping ? JSON.stringify(mapping) : null}, ${child?.parent ?? null}::bigint,
      ${child?.key ?? null}, ${child?.name ?? null})
    returning *`.execute(db)
  const [row] = rows
  if (!row) throw new Error('PostgreSQL returned no row for a new job')
  return toJob(row)
}

export async function findJob(db: Db, id: string): Promise<Job | undefined> {
  const { rows } = await sql<JobRow>`select * from jobs where id = ${id} and removed_at is null`.execute(db)
  return rows[0] && toJob(rows[0])
}

/** Jobs by id, removed ones too: their runs are still shown. */
export async function findJobs(db: Db, ids: readonly string[]): Promise<Map<string, Job>> {
  const { rows } = await sql<JobRow>`select * from jobs where id = any(${ids}::bigint[])`.execute(db)
  return new Map(rows.map((row) => [String(row.id), toJob(row)]))
}

/** The newest job between the same two folders that stands for itself. */
export async function findJobBetween(db: Db, source: JobLocation, destination: JobLocation): Promise<Job | undefined> {
  const { rows } = await sql<JobRow>`
    select * from jobs
    where source_connection = ${source.connection} and source_space = ${source.space}
      and source_path = ${showPath(source.path)} and destination_connection = ${destination.connection}
      and destination_space = ${destination.space} and destination_path = ${showPath(destination.path)}
      and removed_at is null and mapping is null and parent is null
    order by id desc limit 1`.execute(db)
  return rows[0] && toJob(rows[0])
}

/** The newest jobs of this name that no mapping has made: as many as show whether there is more than one. */
export async function findJobsCalled(db: Db, name: string): Promise<readonly Job[]> {
  const { rows } = await sql<JobRow>`
    select * from jobs where name = ${name} and removed_at is null and parent is null order by id desc limit 2`.execute(
    db,
  )
  return rows.map(toJob)
}

export interface JobFilter {
  /** Words in the name, the source or the destination. */
  readonly text?: string | undefined
  /** The id of a connection that it reads or writes through. */
  readonly connection?: string | undefined
}

interface JobListFilter extends JobFilter {
  readonly category?: string | undefined
  readonly show: 'current' | 'archived' | 'all'
  readonly children: 'show' | 'hide'
  /** The id of the mapping job that has made them. */
  readonly parent?: string | undefined
  readonly after?: string | undefined
  readonly limit: number
}

const shown = { current: sql`archived_at is null`, archived: sql`archived_at is not null`, all: sql`true` } as const

/** The newest first; `after` is the last id seen. */
export async function listJobs(
  db: Db,
  { text, connection, category, show, children, parent, after, limit }: JobListFilter,
): Promise<readonly Job[]> {
  const { rows } = await sql<JobRow>`
    select * from jobs j where removed_at is null and ${shown[show]} and ${isJob({ text, connection })}
      and (${category ?? null}::text is null or category = ${category ?? null})
      and (${parent ?? null}::bigint is null or parent = ${parent ?? null}::bigint)
      and (parent is null or ${children === 'show'})
      and (${after ?? null}::bigint is null or id < ${after ?? null}::bigint)
    order by id desc limit ${limit}`.execute(db)
  return rows.map(toJob)
}

/** The condition on a job `j`. */
export function isJob({ text, connection }: JobFilter): RawBuilder<unknown> {
  const words = text === undefined ? null : `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
  return sql`
    (${words}::text is null or j.name ilike ${words} or j.source_shown ilike ${words}
      or j.destination_shown ilike ${words})
    and (${connection ?? null}::text is null or j.source_connection = ${connection ?? null}
      or j.destination_connection = ${connection ?? null})`
}

export async function replaceChoices(db: Db, { id, name, category, options, filters, pace, mapping }: Job) {
  await sql`
    update jobs set name = ${name}, category = ${category ?? null}, options = ${JSON.stringify(options)},
      filters = ${JSON.stringify(filters)}, pace = ${JSON.stringify(pace)},
      mapping = ${mapping ? JSON.stringify(mapping) : null}
    where id = ${id}`.execute(db)
}

/** Puts the job away, or brings it back with the time of its next run. */
export async function setArchived(db: Db, { id, archivedAt, nextRunAt }: Pick<Job, 'id' | 'archivedAt' | 'nextRunAt'>) {
  await sql`
    update jobs set archived_at = ${archivedAt ?? null}, next_run_at = ${nextRunAt ?? null} where id = ${id}`.execute(
    db,
  )
}

/** What the schedule did and how often is counted anew from here. */
export async function replaceSchedule(db: Db, { id, schedule, nextRunAt }: Pick<Job, 'id' | 'schedule' | 'nextRunAt'>) {
  await sql`
    update jobs set schedule = ${JSON.stringify(schedule)}, scheduled_since = now(), schedule_note = null,
      next_run_at = ${nextRunAt ?? null}
    where id = ${id}`.execute(db)
}

/** Takes the job, and those that it has made, out of every list; their runs and proofs stay. */
export async function removeJob(db: Db, id: string): Promise<void> {
  await sql`update jobs set removed_at = now() where (id = ${id} or parent = ${id}) and removed_at is null`.execute(db)
}

/** The first jobs that read or write through this connection, archived ones too, and how many there are. */
export async function jobsUsing(
  db: Db,
  connection: string,
  limit: number,
): Promise<{ readonly jobs: readonly { readonly id: string; readonly name: string }[]; readonly count: number }> {
  const { rows } = await sql<{ id: string; name: string; count: number }>`
    select id::text, name, (count(*) over ())::integer as count from jobs
    where removed_at is null and (source_connection = ${connection} or destination_connection = ${connection})
    order by id limit ${limit}`.execute(db)
  return { jobs: rows.map(({ id, name }) => ({ id, name })), count: rows[0]?.count ?? 0 }
}

/** How many jobs read or write through each of these connections; those of none are missing. */
export async function jobCounts(db: Db, connections: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ connection: string; jobs: number }>`
    select connection, count(distinct id)::integer as jobs from (
      select source_connection as connection, id from jobs
      where removed_at is null and source_connection = any(${connections}::text[])
      union all
      select destination_connection, id from jobs
      where removed_at is null and destination_connection = any(${connections}::text[])) as uses
    group by connection`.execute(db)
  return new Map(rows.map(({ connection, jobs }) => [connection, jobs]))
}

export function toJob(row: JobRow): Job {
  return {
    id: String(row.id),
    name: row.name,
    source: {
      connection: row.source_connection,
      space: row.source_space,
      path: parsePath(row.source_path),
      shown: row.source_shown,
    },
    destination: {
      connection: row.destination_connection,
      space: row.destination_space,
      path: parsePath(row.destination_path),
      shown: row.destination_shown,
    },
    // One that was kept before a choice was there has its default.
    options: { ...defaultOptions, ...row.options },
    filters: row.filters,
    schedule: row.schedule,
    pace: row.pace,
    ...(row.category !== null && { category: row.category }),
    ...(row.archived_at !== null && { archivedAt: row.archived_at }),
    ...(row.next_run_at !== null && { nextRunAt: row.next_run_at }),
    ...(row.schedule_note !== null && { scheduleNote: row.schedule_note }),
    ...(row.mapping !== null && { mapping: row.mapping }),
    ...(row.last_look !== null && { lastLook: row.last_look }),
    ...(row.parent !== null && { child: childOf(row) }),
    createdAt: row.created_at,
  }
}

function childOf({ parent, child_key: key, child_name: name, left_at: at, left_why: why }: JobRow): Child {
  return {
    parent: String(parent),
    key: key ?? '',
    name: name ?? '',
    ...(at !== null && { left: { at, why: why ?? '' } }),
  }
}
