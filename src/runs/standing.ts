import { sql, type Kysely, type RawBuilder } from 'kysely'
import { toRun, type Run, type RunRow } from './rows.ts'

export type Standing = 'needing' | 'running' | 'waiting' | 'finished'

export interface Stands {
  /** Of all there are. */
  readonly count: number
  /** The first of them. */
  readonly runs: readonly Run[]
}

const mostShown: Readonly<Record<Standing, number>> = { needing: 20, running: 50, waiting: 20, finished: 5 }

const forPerson = sql`r.state = 'waiting' and r.waiting_code in ('approval-needed', 'sign-in-needed', 'no-space')`
const hasEnded = sql`r.state in ('completed', 'completed-with-flags', 'failed', 'cancelled')`
const needy = sql`(r.state in ('completed-with-flags', 'failed', 'paused') or (${forPerson}))`

/** What a later run of the same job and kind has overtaken needs nobody any more. */
const isLast = sql`not exists (select 1 from runs later where later.job = r.job and later.kind = r.kind and later.id > r.id)`

/** A run of a mapping job speaks for those that it has started; of what needs somebody, they speak for themselves. */
const isOnTop = sql`r.parent is null`
const hasNeedyBelow = sql`exists (
  select from runs below where below.parent = r.id and below.state in ('completed-with-flags', 'failed', 'paused'))`

const conditions: Readonly<Record<Standing, RawBuilder<unknown>>> = {
  needing: sql`${needy} and ${isLast} and not ${hasNeedyBelow}`,
  running: sql`not ${hasEnded} and r.state not in ('waiting', 'paused') and ${isOnTop}`,
  waiting: sql`r.state = 'waiting' and not (${forPerson}) and ${isOnTop}`,
  finished: sql`${hasEnded} and not (${needy} and ${isLast}) and ${isOnTop}`,
}

/** The runs of current jobs that stand so: how many, and the first; what waits for an approval or a sign-in before others. */
export async function runsThat(db: Kysely<unknown>, standing: Standing): Promise<Stands> {
  const stands = sql`from runs r join jobs j on j.id = r.job
    where ${conditions[standing]} and j.archived_at is null and j.removed_at is null`
  const urgency = sql`array_position(array['approval-needed', 'sign-in-needed', 'no-space'], r.waiting_code)`
  const { rows } = await sql<RunRow>`
    select r.* ${stands} order by ${urgency}, r.id desc limit ${mostShown[standing]}`.execute(db)
  if (rows.length < mostShown[standing]) return { count: rows.length, runs: rows.map(toRun) }
  const { rows: counted } = await sql<{ count: number }>`select count(*)::int as count ${stands}`.execute(db)
  return { count: counted[0]?.count ?? rows.length, runs: rows.map(toRun) }
}
