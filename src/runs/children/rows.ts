import { sql, type Kysely } from 'kysely'
import { toRun, type Run, type RunRow } from '../rows.ts'

type Db = Kysely<unknown>

/** Whether a run is of a job that moves nothing itself and starts others. */
export async function isOfMapping(db: Db, run: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from runs join jobs on jobs.id = runs.job where runs.id = ${run} and jobs.mapping is not null`.execute(db)
  return rows.length > 0
}

/** The runs that these have started, by the run that did. */
export async function runsBelow(db: Db, parents: readonly string[]): Promise<ReadonlyMap<string, readonly Run[]>> {
  const { rows } = await sql<RunRow>`
    select * from runs where parent = any(${parents}::bigint[]) order by id`.execute(db)
  return Map.groupBy(rows.map(toRun), ({ parent }) => parent ?? '')
}

/** The run of this job that this one has started, where there is one. */
export async function runBelowOf(db: Db, parent: string, job: string): Promise<Run | undefined> {
  const { rows } = await sql<RunRow>`
    select * from runs where parent = ${parent} and job = ${job} order by id desc limit 1`.execute(db)
  return rows[0] && toRun(rows[0])
}

/** Whether something of what this run has started is on its way still, or will go on by itself. */
export async function hasMovingBelow(db: Db, parent: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from runs
    where parent = ${parent} and state not in ('completed', 'completed-with-flags', 'failed', 'cancelled', 'paused', 'waiting')
    limit 1`.execute(db)
  return rows.length > 0
}
