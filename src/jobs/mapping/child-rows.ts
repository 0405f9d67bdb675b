import { sql, type Kysely } from 'kysely'
import type { MappingLook } from '#api/contract/mapping.ts'
import type { Job } from '../job.ts'
import { insertJob, isJob, toJob, type JobFilter, type JobRow } from '../rows.ts'
import type { ChildPlace } from './found.ts'

type Db = Kysely<unknown>

/** All the jobs that a mapping job has made, those whose place has gone too, in their order. */
export async function childrenOf(db: Db, parent: string): Promise<readonly Job[]> {
  const { rows } = await sql<JobRow>`
    select * from jobs where parent = ${parent} and removed_at is null order by id`.execute(db)
  return rows.map(toJob)
}

export interface ChildQuery extends Pick<JobFilter, 'text'> {
  readonly after?: string | undefined
  readonly limit: number
}

/** A page of them; `after` is the last id seen. */
export async function listChildrenOf(
  db: Db,
  parent: string,
  { text, after, limit }: ChildQuery,
): Promise<readonly Job[]> {
  const { rows } = await sql<JobRow>`
    select * from jobs j
    where parent = ${parent} and removed_at is null and ${isJob({ text })}
      and (${after ?? null}::bigint is null or id > ${after ?? null}::bigint)
    order by id limit ${limit}`.execute(db)
  return rows.map(toJob)
}

const longestName = 200

/** With all the choices of the job that makes it; its schedule tells the hours, and starts nothing. */
export function insertChild(db: Db, parent: Job, { name, key, source, destination }: ChildPlace): Promise<Job> {
  const { category, options, filters, schedule, pace } = parent
  return insertJob(db, {
    name: `${parent.name} / ${name}`.slice(0, longestName),
    source,
    destination,
    ...(category !== undefined && { category }),
    options,
    filters,
    schedule,
    pace,
    child: { parent: parent.id, key, name },
  })
}

/** Gives all of them the name and choices of the job that has made them. */
export async function inherit(db: Db, { id, name, category, options, filters, schedule, pace }: Job): Promise<void> {
  await sql`
    update jobs set name = left(${name}::text || ' / ' || child_name, ${longestName}), category = ${category ?? null},
      options = ${JSON.stringify(options)}, filters = ${JSON.stringify(filters)}, schedule = ${JSON.stringify(schedule)},
      pace = ${JSON.stringify(pace)}
    where parent = ${id} and removed_at is null`.execute(db)
}

/** Their places are there, or there again. */
export async function markThere(db: Db, jobs: readonly string[]): Promise<void> {
  await sql`
    update jobs set left_at = null, left_why = null
    where id = any(${jobs}::bigint[]) and left_at is not null`.execute(db)
}

export async function markLeft(db: Db, job: string, { at, why }: { readonly at: Date; readonly why: string }) {
  await sql`update jobs set left_at = coalesce(left_at, ${at}), left_why = ${why} where id = ${job}`.execute(db)
}

export async function keepLook(db: Db, job: string, look: MappingLook): Promise<void> {
  await sql`update jobs set last_look = ${JSON.stringify(look)} where id = ${job}`.execute(db)
}

export async function archiveChildren(db: Db, { id, archivedAt }: Pick<Job, 'id' | 'archivedAt'>): Promise<void> {
  await sql`update jobs set archived_at = ${archivedAt ?? null} where parent = ${id} and removed_at is null`.execute(db)
}

/** How many each of these has made of places that are still there; those that have made none are missing. */
export async function childCounts(db: Db, parents: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ parent: string; jobs: number }>`
    select parent::text, count(*)::integer as jobs from jobs
    where parent = any(${parents}::bigint[]) and removed_at is null and left_at is null group by parent`.execute(db)
  return new Map(rows.map(({ parent, jobs }) => [parent, jobs]))
}
