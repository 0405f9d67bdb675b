import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { Key } from './key.ts'
import type { CountedRow } from './flag-beside.ts'
import type { Scene } from './scene.ts'

type Db = Kysely<unknown>
type OfJob = Pick<Scene, 'job'>

/** A file of a job, and whether it was locked at the source when it was last seen. */
export interface SeenLock extends Key {
  readonly isLocked: boolean
}

/** Of the files in these folders (by `folderKey`) those that are locked at the source, as far as it is known. */
export async function lockedIn(db: Db, job: string, folders: readonly string[]): Promise<readonly Key[]> {
  const { rows } = await sql<Key>`
    select folder::text, name::text from copy_locks
    where job = ${job} and folder = any(${folders}::bigint[]) and is_locked`.execute(db)
  return rows
}

/** Notes what has changed at the source; the copies are to follow. */
export async function noteLocks(db: Db, job: string, seen: readonly SeenLock[]): Promise<void> {
  await sql`
    insert into copy_locks (job, folder, name, is_locked, is_due)
    select ${job}::bigint, folder, name, is_locked, true
    from unnest(${seen.map(({ folder }) => folder)}::bigint[], ${seen.map(({ name }) => name)}::bigint[],
      ${seen.map((one) => one.isLocked)}::boolean[]) as new (folder, name, is_locked)
    on conflict (job, folder, name) do update set is_locked = excluded.is_locked, is_due = true`.execute(db)
}

/** Of these files those whose copies this job has locked. They may be unlocked from now on, and are to be locked again. */
export async function openLocks(db: Db, job: string, keys: readonly Key[]): Promise<readonly Key[]> {
  const { rows } = await sql<Key>`
    update copy_locks set is_due = true
    where job = ${job} and is_ours and ${isAmong(keys)} returning folder::text, name::text`.execute(db)
  return rows
}

/** A copy that lies at the destination, and whose lock may not be as it is to be. */
export interface DueLock extends CountedRow {
  source: string
  destination: string | null
  destination_print: string
  /** As it is to be. */
  is_locked: boolean
  is_ours: boolean
}

const dueAtOnce = 500

/** In the order of their keys; only the given ones, where some are given, and of a retry those that it has looked at. */
export async function dueLocks(
  db: Db,
  { run, job }: Pick<Scene, 'run'> & OfJob,
  after: Key,
  keys?: readonly Key[],
): Promise<readonly DueLock[]> {
  const { rows } = await sql<DueLock>`
    select folder::text, name::text, source, destination, kind, size::text, state, reason, items.run = ${run.id} as is_of_run,
      destination_print, is_locked, is_ours
    from copy_locks join items using (job, folder, name)
    where job = ${job.id} and is_due and (folder, name) > (${after.folder}::bigint, ${after.name}::bigint)
      and destination_print is not null and (is_ours or (not is_gone and state in ('succeeded', 'revised')))
      ${keys ? sql`and ${isAmong(keys)}` : sql``} ${run.retries === undefined ? sql`` : sql`and items.run = ${run.id}`}
    order by copy_locks.folder, copy_locks.name limit ${dueAtOnce}`.execute(db)
  return rows
}

/** Notes that a lock there, if it is the account's, is this job's from now on. */
export async function claimLock(
  db: Db,
  { run, job }: Pick<Scene, 'run'> & OfJob,
  { folder, name }: Key,
): Promise<void> {
  await sql`
    update copy_locks set is_ours = true, run = ${run.id}::bigint
    where job = ${job.id} and folder = ${folder}::bigint and name = ${name}::bigint`.execute(db)
}

/** Notes what became of locks; of those that were lifted the run is kept. */
export async function keepLocks(
  db: Db,
  { run, job }: Pick<Scene, 'run'> & OfJob,
  locks: readonly (Key & { readonly isOurs: boolean; readonly isDue: boolean })[],
): Promise<void> {
  await sql`
    update copy_locks set is_ours = new.is_ours, is_due = new.is_due,
      run = case when copy_locks.is_ours and not new.is_ours then ${run.id}::bigint else copy_locks.run end
    from unnest(${locks.map(({ folder }) => folder)}::bigint[], ${locks.map(({ name }) => name)}::bigint[],
      ${locks.map(({ isOurs }) => isOurs)}::boolean[], ${locks.map(({ isDue }) => isDue)}::boolean[])
      as new (folder, name, is_ours, is_due)
    where job = ${job.id} and copy_locks.folder = new.folder and copy_locks.name = new.name`.execute(db)
}

/** How many copies the run has locked, and unlocked because their originals are. */
export async function countLocks(db: Db, job: string, run: string): Promise<LockCounts> {
  const { rows } = await sql<LockCounts>`
    select count(*) filter (where is_locked and is_ours)::integer as locked,
      count(*) filter (where not is_locked)::integer as unlocked
    from copy_locks where job = ${job} and run = ${run} and not is_due`.execute(db)
  return rows[0] ?? { locked: 0, unlocked: 0 }
}

interface LockCounts {
  readonly locked: number
  readonly unlocked: number
}

function isAmong(keys: readonly Key[]): RawBuilder<boolean> {
  return sql`(folder, name) in (select * from unnest(${keys.map(({ folder }) => folder)}::bigint[],
    ${keys.map(({ name }) => name)}::bigint[]))`
}
