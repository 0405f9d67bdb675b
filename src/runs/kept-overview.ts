import { sql, type Kysely } from 'kysely'
import type { RunOverview } from '#api/contract/exports.ts'

type Db = Kysely<unknown>

export async function keepOverview(db: Db, run: string, overview: RunOverview): Promise<void> {
  await sql`
    insert into run_overviews (run, overview) values (${run}, ${JSON.stringify(overview)}::jsonb)
    on conflict (run) do update set overview = excluded.overview`.execute(db)
}

/** Undefined before the end of the run. */
export async function overviewOf(db: Db, run: string): Promise<RunOverview | undefined> {
  const { rows } = await sql<{ overview: RunOverview }>`
    select overview from run_overviews where run = ${run}`.execute(db)
  return rows[0]?.overview
}
