import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase } from '#database/database.ts'
import { silentLog } from '#database/testing/silent-log.ts'
import { freshDatabase } from '#database/testing/template.ts'
import { defaultOptions } from '#engine/options.ts'
import { insertJob } from '#jobs/rows.ts'
import { insertRun } from './rows.ts'
import { writeTallies } from './tallies.ts'
import { stageMigrations, tester } from './testing/open-stage.ts'
import { sampleEnd, sampleRuns, throughputOf } from './throughput.ts'

const place = { connection: '1', space: 's', path: [], shown: 'Here:' }
const moved = {
  state: 'succeeded',
  reason: 'copied',
  kind: 'file',
  items: 3,
  bytes: 300,
  movedOlder: 0,
  verified: 0,
} as const

test('a run has points of its curve as it goes, with what it waited for, and never more than some hundred', async () => {
  await using fresh = await freshDatabase({ migrations: stageMigrations })
  const database = await openDatabase<unknown>(fresh.settings, { log: silentLog })
  const db = database.kysely
  const job = await insertJob(db, {
    name: 'A',
    source: place,
    destination: place,
    options: defaultOptions,
    filters: {},
  })
  const run = await insertRun(db, job.id, 'run', tester)
  await sampleRuns(db)
  expect((await throughputOf(db, run.id)).samples).toHaveLength(1)

  await sql`update runs set state = 'transferring', started_at = now() - interval '1 hour' where id = ${run.id}`.execute(
    db,
  )
  await writeTallies(db, run.id, [{ ...moved, movedItems: 3, movedBytes: 300 }])
  await sampleRuns(db)
  await sampleRuns(db)
  // The second came too soon after the first: an hour has a point every 18 seconds.
  expect((await throughputOf(db, run.id)).samples).toMatchObject([{ items: 0 }, { items: 3, bytes: 300 }])

  await sql`update runs set state = 'waiting', waiting = 'Later.', waiting_code = 'rate-limit' where id = ${run.id}`.execute(
    db,
  )
  await sql`update run_samples set at = now() - interval '50 minutes'`.execute(db)
  await sql`
    insert into run_samples (run, at, state, items, bytes)
    select ${run.id}::bigint, now() - n * interval '1 second', 'transferring', 3, 300
    from generate_series(30, 600) n`.execute(db)
  await sampleRuns(db)
  const { samples } = await throughputOf(db, run.id)
  expect(samples.length).toBeGreaterThan(200)
  expect(samples.length).toBeLessThan(400)
  await sampleEnd(db, run.id)
  const [last] = (await throughputOf(db, run.id)).samples.slice(-1)
  expect(last).toMatchObject({ state: 'waiting', items: 3 })
  const waited = samples.filter(({ waiting }) => waiting !== undefined).map(({ waiting }) => waiting)
  expect(waited).toEqual(['rate-limit'])
  await database.close()
})
