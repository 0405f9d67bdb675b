import { sql, type Kysely } from 'kysely'
import type { ScheduleNote } from '#api/contract/jobs.ts'
import type { Job } from './job.ts'
import { toJob, type JobRow } from './rows.ts'
import type { History } from './stop-policy.ts'

type Db = Kysely<unknown>

/** Ids of the jobs whose next run is due, the longest overdue first. */
export async function dueJobs(db: Db, now: Date): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id::text from jobs where next_run_at <= ${now} and removed_at is null order by next_run_at limit 500`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}

/** Holds a job that is still due until the transaction ends; undefined when somebody else has it, or had it meanwhile. */
export async function takeDue(
  db: Db,
  id: string,
  now: Date,
): Promise<(Job & Required<Pick<Job, 'nextRunAt'>>) | undefined> {
  const { rows } = await sql<JobRow>`
    select * from jobs where id = ${id} and next_run_at <= ${now} and removed_at is null
    for update skip locked`.execute(db)
  const job = rows[0] && toJob(rows[0])
  return job?.nextRunAt && { ...job, nextRunAt: job.nextRunAt }
}

/** When the next run is due, if one is, and what is to be said of the last. */
export async function planNext(
  db: Db,
  id: string,
  { at, note }: { readonly at?: number | undefined; readonly note?: ScheduleNote | undefined },
): Promise<void> {
  const text = note ? JSON.stringify(note) : null
  const next = at === undefined ? null : new Date(at)
  await sql`update jobs set next_run_at = ${next}, schedule_note = ${text} where id = ${id}`.execute(db)
}

/** What the stop policies of the job's schedule ask for. */
export async function historyOf(db: Db, { id, schedule }: Job): Promise<History> {
  const most = Math.max(schedule.stopAfterFailures ?? 0, schedule.stopAfterUnchanged ?? 0)
  const { rows: counts } = await sql<{ runs: number }>`
    select count(*)::integer as runs from runs join jobs on jobs.id = runs.job
    where runs.job = ${id} and kind = 'run' and started_by = 'schedule' and runs.created_at >= scheduled_since`.execute(
    db,
  )
  const { rows } = await sql<{ has_failed: boolean; changed_items: number }>`
    select state = 'failed' as has_failed,
      coalesce((
        select sum(case when reason in ('made', 'made-back', 'moved', 'removed', 'removed-back') then items else moved_items end) from tallies
        where run = runs.id or run in (select below.id from runs below where below.parent = runs.id)
      ), 0)::float8 as changed_items
    from runs join jobs on jobs.id = runs.job
    where runs.job = ${id} and kind = 'run' and state in ('completed', 'completed-with-flags', 'failed')
      and runs.created_at >= scheduled_since
    order by runs.id desc limit ${most}`.execute(db)
  return {
    runs: counts[0]?.runs ?? 0,
    last: rows.map((row) => ({ hasFailed: row.has_failed, changedItems: row.changed_items })),
  }
}
