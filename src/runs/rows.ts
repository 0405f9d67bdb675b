import { sql, type Kysely } from 'kysely'
import type { JobPace } from '#api/contract/pace.ts'
import type { RunView } from '#api/contract/runs.ts'
import type { Actor } from '#audit/entry.ts'
import { isJob, type JobFilter } from '#jobs/rows.ts'
import { isFinished, statesBefore, type RunState } from './states.ts'

type Db = Kysely<unknown>

export interface Run {
  readonly id: string
  readonly job: string
  readonly kind: 'run' | 'simulation'
  /** How many flagged items it is to try again; absent when it looks at everything. */
  readonly retries?: number
  readonly state: RunState
  readonly waiting?: Waiting
  readonly failure?: string
  readonly isScanned: boolean
  /** How often its scan was begun. */
  readonly scans: number
  readonly report?: string
  readonly proof?: string
  /** The run of a mapping job that started it. */
  readonly parent?: string
  readonly startedBy?: StartedBy
  /** What its job asks for and one side lacks, as of the last scan. */
  readonly notices: readonly string[]
  /** What somebody has decided about what it is to delete, and for how many items at most. */
  readonly removals?: { readonly decision: RemovalDecision; readonly items: number }
  readonly createdAt: Date
  readonly startedAt?: Date
  readonly finishedAt?: Date
}

type StartedBy = NonNullable<RunView['startedBy']>

export type RemovalDecision = 'approved' | 'declined'

export interface Waiting {
  readonly code: NonNullable<RunView['waiting']>['code']
  /** One sentence. */
  readonly reason: string
  readonly until?: Date
}

export interface RunRow {
  id: string
  job: string
  kind: Run['kind']
  retries: number | null
  state: RunState
  waiting: string | null
  waiting_code: Waiting['code'] | null
  waiting_until: Date | null
  failure: string | null
  is_scanned: boolean
  scans: number
  report: string | null
  proof: string | null
  parent: string | null
  started_by: StartedBy['kind'] | null
  started_by_name: string | null
  notices: readonly string[] | null
  removals: RemovalDecision | null
  removals_decided: number | null
  created_at: Date
  started_at: Date | null
  finished_at: Date | null
}

export async function insertRun(db: Db, job: string, kind: Run['kind'], by: Actor): Promise<Run> {
  return insertRunBy(db, job, kind, { startedBy: starters[by.kind], name: by.name })
}

/** Started by a run of the job that has made this one, in the name of whoever started that. */
export async function insertRunBelow(db: Db, job: string, { id, kind, startedBy }: Run): Promise<Run> {
  return insertRunBy(db, job, kind, { startedBy: startedBy?.kind ?? null, name: startedBy?.name ?? '', parent: id })
}

interface Starter {
  readonly startedBy: StartedBy['kind'] | null
  readonly name: string
  readonly parent?: string
}

async function insertRunBy(db: Db, job: string, kind: Run['kind'], { startedBy, name, parent }: Starter): Promise<Run> {
  const { rows } = await sql<RunRow>`
    insert into runs (job, kind, state, started_by, started_by_name, parent)
    values (${job}, ${kind}, 'queued', ${startedBy}, ${name}, ${parent ?? null}::bigint) returning *`.execute(db)
  const [row] = rows
  if (!row) throw new Error('PostgreSQL returned no row for a new run')
  return toRun(row)
}

/** What the server does by itself is done on schedule. */
const starters: Readonly<Record<Actor['kind'], StartedBy['kind'] | null>> = {
  person: 'person',
  token: 'token',
  local: 'local',
  gantry: 'schedule',
  nobody: null,
}

export async function findRun(db: Db, id: string): Promise<Run | undefined> {
  const { rows } = await sql<RunRow>`select * from runs where id = ${id}`.execute(db)
  return rows[0] && toRun(rows[0])
}

/** What the job of this run says of its pace. */
export async function paceOfRun(db: Db, id: string): Promise<JobPace> {
  const { rows } = await sql<{ pace: JobPace }>`
    select jobs.pace from runs join jobs on jobs.id = runs.job where runs.id = ${id}`.execute(db)
  return rows[0]?.pace ?? {}
}

/** Lets no other run of this job be started or resumed until the transaction ends. */
export async function holdJob(db: Db, job: string): Promise<void> {
  await sql`select 1 from jobs where id = ${job} for update`.execute(db)
}

/** Lets nobody else change the run until the transaction ends. */
export async function holdRun(db: Db, id: string): Promise<void> {
  await sql`select 1 from runs where id = ${id} for update`.execute(db)
}

/** The run of this job that is not finished, where there is one. */
export async function unfinishedRunOf(db: Db, job: string): Promise<Run | undefined> {
  const { rows } = await sql<RunRow>`
    select * from runs where job = ${job} and kind = 'run'
      and state not in ('completed', 'completed-with-flags', 'failed', 'cancelled')`.execute(db)
  return rows[0] && toRun(rows[0])
}

/** The same of this job and those that it has made. */
export async function unfinishedRunAmong(db: Db, job: string): Promise<Run | undefined> {
  const { rows } = await sql<RunRow>`
    select * from runs where job in (select id from jobs where id = ${job} or parent = ${job}) and kind = 'run'
      and state not in ('completed', 'completed-with-flags', 'failed', 'cancelled')
    order by id limit 1`.execute(db)
  return rows[0] && toRun(rows[0])
}

export interface RunFilter extends JobFilter {
  readonly job?: string | undefined
  readonly state?: RunState | undefined
  readonly kind?: Run['kind'] | undefined
  readonly children?: 'show' | 'hide' | undefined
  /** The id of a run of a mapping job: only those that it has started. */
  readonly parent?: string | undefined
}

/** The newest first; `after` is the last id seen. */
export async function listRuns(
  db: Db,
  {
    job,
    state,
    kind,
    children,
    parent,
    after,
    limit,
    ...ofJob
  }: RunFilter & { after?: string | undefined; limit: number },
): Promise<readonly Run[]> {
  const isOfJob =
    ofJob.text === undefined && ofJob.connection === undefined
      ? sql`true`
      : sql`job in (select j.id from jobs j where ${isJob(ofJob)})`
  const { rows } = await sql<RunRow>`
    select * from runs
    where (${job ?? null}::bigint is null or job = ${job ?? null}::bigint)
      and (${state ?? null}::text is null or state = ${state ?? null})
      and (${kind ?? null}::text is null or kind = ${kind ?? null})
      and (${parent ?? null}::bigint is null or parent = ${parent ?? null}::bigint)
      and (parent is null or ${children !== 'hide'})
      and (${after ?? null}::bigint is null or id < ${after ?? null}::bigint) and ${isOfJob}
    order by id desc limit ${limit}`.execute(db)
  return rows.map(toRun)
}

/** The newest run of each job. */
export async function lastRuns(db: Db, jobs: readonly string[]): Promise<Map<string, Run>> {
  const { rows } = await sql<RunRow>`
    select distinct on (job) * from runs where job = any(${jobs}::bigint[]) order by job, id desc`.execute(db)
  return new Map(rows.map((row) => [String(row.job), toRun(row)]))
}

/**
 * Begins the scan, or begins it again, and gives its number: what an older one still tries to write is refused. Undefined
 * when the run is not to be scanned, for example because it was paused meanwhile.
 */
export async function beginScan(db: Db, id: string): Promise<number | undefined> {
  const { rows } = await sql<{ scans: number }>`
    update runs set state = 'scanning', scans = scans + 1, started_at = coalesce(started_at, now())
    where id = ${id} and state in ('queued', 'scanning') and not is_scanned returning scans`.execute(db)
  return rows[0]?.scans
}

/** The number of the run's next batch; undefined when this scan was overtaken or stopped. Numbers are never given twice. */
export async function nextBatch(db: Db, id: string, scan: number): Promise<number | undefined> {
  const { rows } = await sql<{ batches: number }>`
    update runs set batches = batches + 1
    where id = ${id} and scans = ${scan} and state = 'scanning' returning batches`.execute(db)
  return rows[0]?.batches
}

/** Whether this scan is still the run's own; it stays so until the transaction ends. */
export async function isScanning(db: Db, id: string, scan: number): Promise<boolean> {
  const { rows } = await sql`
    select 1 from runs where id = ${id} and scans = ${scan} and state = 'scanning' for share`.execute(db)
  return rows.length > 0
}

/** All has been seen; false when this scan was overtaken or stopped. */
export async function endScan(db: Db, id: string, scan: number): Promise<boolean> {
  const { rows } = await sql`
    update runs set is_scanned = true, state = 'transferring'
    where id = ${id} and scans = ${scan} and state = 'scanning' returning id`.execute(db)
  return rows.length > 0
}

/** Moves the run to `state` when the table of transitions, and `from`, allow it from where it is; says whether it did. */
export async function moveTo(
  db: Db,
  id: string,
  state: RunState,
  more: { readonly failure?: string; readonly waiting?: Waiting; readonly from?: readonly RunState[] } = {},
): Promise<boolean> {
  const before = statesBefore(state).filter((one) => more.from?.includes(one) ?? true)
  const { rows } = await sql`
    update runs set state = ${state}, failure = ${more.failure ?? null}, waiting = ${more.waiting?.reason ?? null},
      waiting_code = ${more.waiting?.code ?? null}, waiting_until = ${more.waiting?.until ?? null},
      is_scanned = is_scanned and ${state} <> 'queued',
      finished_at = case when ${isFinished(state)} then now() else null end
    where id = ${id} and state = any(${before}::text[]) returning id`.execute(db)
  return rows.length > 0
}

/** Notes what was decided about the deletions that the run waits for, and lets it go on; says whether it did wait. */
export async function decideRemovals(db: Db, id: string, decision: RemovalDecision, items: number): Promise<boolean> {
  const { rows } = await sql`
    update runs set state = 'transferring', removals = ${decision}, removals_decided = ${items}, waiting = null,
      waiting_code = null
    where id = ${id} and state = 'waiting' and waiting_code = 'approval-needed' returning id`.execute(db)
  return rows.length > 0
}

/** Whether deletions of what one side has lost were approved and done before: a job may have moved or published until now. */
export async function wasApproved(db: Db, job: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from runs join tallies on tallies.run = runs.id
    where job = ${job} and removals = 'approved' and reason in ('removed', 'removed-back') and tallies.items > 0
    limit 1`.execute(db)
  return rows.length > 0
}

export async function keepNotices(db: Db, id: string, notices: readonly string[]): Promise<void> {
  await sql`update runs set notices = ${JSON.stringify(notices)} where id = ${id}`.execute(db)
}

/** Says something more of the run, once. */
export async function addNotice(db: Db, id: string, notice: string): Promise<void> {
  await sql`
    update runs set notices = coalesce(notices, '[]') || ${JSON.stringify([notice])}::jsonb
    where id = ${id} and not coalesce(notices, '[]') ? ${notice}::text`.execute(db)
}

export async function keepFiles(
  db: Db,
  id: string,
  files: { readonly report: string; readonly proof?: string },
): Promise<void> {
  await sql`update runs set report = ${files.report}, proof = ${files.proof ?? null} where id = ${id}`.execute(db)
}

export function toRun(row: RunRow): Run {
  return {
    id: String(row.id),
    job: String(row.job),
    kind: row.kind,
    ...(row.retries !== null && { retries: row.retries }),
    state: row.state,
    isScanned: row.is_scanned,
    scans: row.scans,
    createdAt: row.created_at,
    ...(row.parent !== null && { parent: String(row.parent) }),
    notices: row.notices ?? [],
    ...(row.started_by !== null && { startedBy: { kind: row.started_by, name: row.started_by_name ?? '' } }),
    ...(row.waiting !== null &&
      row.waiting_code !== null && {
        waiting: {
          code: row.waiting_code,
          reason: row.waiting,
          ...(row.waiting_until !== null && { until: row.waiting_until }),
        },
      }),
    ...(row.failure !== null && { failure: row.failure }),
    ...(row.report !== null && { report: row.report }),
    ...(row.proof !== null && { proof: row.proof }),
    ...(row.removals !== null && { removals: { decision: row.removals, items: row.removals_decided ?? 0 } }),
    ...(row.started_at !== null && { startedAt: row.started_at }),
    ...(row.finished_at !== null && { finishedAt: row.finished_at }),
  }
}
