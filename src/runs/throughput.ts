import { sql, type Kysely } from 'kysely'
import type { Throughput } from '#api/contract/runs.ts'

type Db = Kysely<unknown>

// A run that is young is looked at often; an old one seldom, so that its curve has about so many points at any age.
const leastMs = 2000
const pointsOfAge = 200
const mostSamples = 400

/** Notes how far the runs are that are not finished, each as often as its age asks for; thins out what is too dense. */
export async function sampleRuns(db: Db): Promise<void> {
  const { rows } = await sql<{ run: string }>`
    insert into run_samples (run, at, state, waiting_code, items, bytes)
    select runs.id, now(), runs.state, runs.waiting_code, coalesce(sum(tallies.items), 0), coalesce(sum(moved_bytes), 0)
    from runs left join tallies on tallies.run = runs.id
    where runs.kind = 'run' and runs.state not in ('completed', 'completed-with-flags', 'failed', 'cancelled', 'queued')
      and not exists (select from jobs where jobs.id = runs.job and jobs.mapping is not null)
      and not exists (
        select from run_samples s where s.run = runs.id
          and s.at > now() - greatest(${leastMs} * interval '1 millisecond', (now() - started_at) / ${pointsOfAge}::integer))
    group by runs.id returning run::text`.execute(db)
  if (rows.length > 0)
    await thinOut(
      db,
      rows.map(({ run }) => run),
    )
}

/** The last point of a run, when it has come to its end. */
export async function sampleEnd(db: Db, run: string): Promise<void> {
  await sql`
    insert into run_samples (run, at, state, items, bytes)
    select runs.id, now(), runs.state, coalesce(sum(tallies.items), 0), coalesce(sum(moved_bytes), 0)
    from runs left join tallies on tallies.run = runs.id where runs.id = ${run} group by runs.id`.execute(db)
}

async function thinOut(db: Db, runs: readonly string[]): Promise<void> {
  await sql`
    delete from run_samples using (
      select run, at, row_number() over (partition by run order by at) as number, count(*) over (partition by run) as samples
      from run_samples where run = any(${runs}::bigint[])) as dense
    where dense.samples > ${mostSamples} and dense.number % 2 = 0
      and run_samples.run = dense.run and run_samples.at = dense.at`.execute(db)
}

/** How far a run was at which time, from its begin on. */
export async function throughputOf(db: Db, run: string): Promise<Throughput> {
  const { rows } = await sql<Sample>`
    select coalesce(started_at, created_at) as at, 'scanning' as state, null as waiting_code, 0::float8 as items,
      0::float8 as bytes
    from runs where id = ${run}
    union all
    select at, state, waiting_code, items::float8, bytes::float8 from run_samples where run = ${run}
    order by at`.execute(db)
  return {
    samples: rows.map(({ at, state, waiting_code: waiting, items, bytes }) => ({
      at: at.toISOString(),
      state,
      ...(waiting !== null && { waiting }),
      items,
      bytes,
    })),
  }
}

interface Sample {
  at: Date
  state: Throughput['samples'][number]['state']
  waiting_code: NonNullable<Throughput['samples'][number]['waiting']> | null
  items: number
  bytes: number
}
