import { sql, type Kysely } from 'kysely'
import type { RetriedItems } from '#api/contract/flagged.ts'
import type { Actor } from '#audit/entry.ts'
import { record } from '#audit/record.ts'
import { ConnectionRefused } from '#connections/connection.ts'
import type { Job } from '#jobs/job.ts'
import { findJob } from '#jobs/rows.ts'
import { isFlagged, type FlaggedFilter } from './flagged-filter.ts'
import { said } from './ignore.ts'
import { holdJob } from './rows.ts'
import { queueRun, RunRefused, type Means } from './start.ts'

type Db = Kysely<unknown>

/** Above this a run does not remember which items it is for: it looks at everything, which tries them again as well. */
const mostRemembered = 100_000

/**
 * Tries flagged items again: each job concerned gets a run that looks at them only. They stay flagged until it has their
 * receipts, so that a run that ends early loses none. What keeps a job from it is told, and holds up no other job.
 */
export async function retryItems(means: Means, by: Actor, filter: FlaggedFilter): Promise<RetriedItems> {
  const runs: RetriedItems['runs'] = []
  const held: RetriedItems['held'] = []
  for (const id of await jobsOf(means.db, filter)) {
    const job = await findJob(means.db, id)
    if (!job) continue
    const ofJob = { ...filter, job: id }
    const named = { id, name: job.name }
    try {
      const begun = await begin(means, by, job, ofJob)
      if (begun) runs.push({ job: named, ...begun })
    } catch (error) {
      if (!(error instanceof RunRefused || error instanceof ConnectionRefused)) throw error
      held.push({ job: named, items: await count(means.db, ofJob), sentence: error.message })
    }
  }
  return { items: runs.reduce((sum, { items }) => sum + items, 0), runs, held }
}

async function begin({ transaction, send }: Means, by: Actor, job: Job, filter: FlaggedFilter) {
  return transaction(async (db) => {
    await holdJob(db, job.id)
    const items = await count(db, filter)
    // Somebody else was quicker.
    if (items === 0) return undefined
    const run = await queueRun({ db, send }, by, job, 'run')
    if (items <= mostRemembered) await remember(db, run.id, items, filter)
    const subject = { kind: 'job', id: job.id, name: job.name }
    const facts = { run: run.id, items, ...said(filter) }
    await record(db, { actor: by, act: 'items.retried', outcome: 'done', subject, facts })
    return { run: run.id, items }
  })
}

async function remember(db: Db, run: string, items: number, filter: FlaggedFilter): Promise<void> {
  await sql`update runs set retries = ${items} where id = ${run}`.execute(db)
  await sql`
    insert into retries (run, source, kind)
    select ${run}::bigint, items.source, items.kind from items where ${isFlagged(filter)}`.execute(db)
}

async function jobsOf(db: Db, filter: FlaggedFilter): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select j.id::text from jobs j
    where j.removed_at is null and exists (select 1 from items where items.job = j.id and ${isFlagged(filter)})
    order by j.id`.execute(db)
  return rows.map(({ id }) => id)
}

async function count(db: Db, filter: FlaggedFilter): Promise<number> {
  const { rows } = await sql<{ items: number }>`
    select count(*)::integer as items from items where ${isFlagged(filter)}`.execute(db)
  return rows[0]?.items ?? 0
}
