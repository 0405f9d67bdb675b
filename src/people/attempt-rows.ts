import { sql } from 'kysely'
import type { Db } from './means.ts'

/** How attempts under one key are counted. */
export interface Allowance {
  /** As many in a row cost nothing. */
  readonly free: number
  /** The wait after the last free one; each further failure doubles it, up to the longest. */
  readonly firstWaitMs: number
  readonly longestWaitMs: number
  /** After so long without an attempt the count begins anew. */
  readonly forgetAfterMs: number
}

/**
 * Counts an attempt before it is made, so that many at the same time are counted too. Gives the time until which none is
 * allowed when this one is refused, else nothing.
 */
export async function countAttempt(
  db: Db,
  key: string,
  now: Date,
  { free, firstWaitMs, longestWaitMs, forgetAfterMs }: Allowance,
): Promise<Date | undefined> {
  const failures = sql`case when a.last_at < ${new Date(now.getTime() - forgetAfterMs)} then 1 else a.failures + 1 end`
  const { rows } = await sql`
    insert into sign_in_attempts as a (key, failures, last_at) values (${key}, 1, ${now})
    on conflict (key) do update set
      failures = ${failures},
      last_at = ${now},
      blocked_until = case when ${failures} < ${free} then null else ${now}::timestamptz + interval '1 millisecond'
        * least(${longestWaitMs}::float8, ${firstWaitMs}::float8 * power(2, least(${failures} - ${free}, 30))) end
    where a.blocked_until is null or a.blocked_until <= ${now}
    returning key`.execute(db)
  if (rows.length > 0) return undefined
  const blocked = await sql<{ blocked_until: Date }>`
    select blocked_until from sign_in_attempts where key = ${key} and blocked_until is not null`.execute(db)
  return blocked.rows[0]?.blocked_until ?? now
}

export async function forgetAttempts(db: Db, key: string): Promise<void> {
  await sql`delete from sign_in_attempts where key = ${key}`.execute(db)
}

/** Takes one attempt back that was no failure. */
export async function uncountAttempt(db: Db, key: string): Promise<void> {
  await sql`
    update sign_in_attempts set failures = greatest(failures - 1, 0), blocked_until = null where key = ${key}`.execute(
    db,
  )
}

export async function forgetAttemptsBefore(db: Db, time: Date): Promise<void> {
  await sql`delete from sign_in_attempts where last_at < ${time}`.execute(db)
}
