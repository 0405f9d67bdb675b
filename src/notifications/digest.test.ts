import { sql, type Kysely } from 'kysely'
import { expect, test } from 'vitest'
import { connectionMigrations } from '#connections/migrations.ts'
import { openDatabase } from '#database/database.ts'
import { silentLog } from '#database/testing/silent-log.ts'
import { freshDatabase } from '#database/testing/template.ts'
import { defaultOptions } from '#engine/options.ts'
import { insertJob, jobMigrations } from '#jobs/rows.ts'
import { runMigrations } from '#runs/migrations.ts'
import { insertRun } from '#runs/rows.ts'
import { listDeliveries } from './delivery-rows.ts'
import { digestTime, writeDigests } from './digest.ts'
import { handOver } from './hand-over.ts'
import { letterOf } from './letter.ts'
import { notificationMigrations } from './migrations.ts'
import { insertWebhook } from './rows.ts'

const daily = { daily: '08:00', timeZone: 'Europe/Amsterdam' }
const hourMs = 3_600_000
const events = ['run.completed', 'run.flagged', 'run.failed', 'run.waiting'] as const

async function openYard(stack: AsyncDisposableStack) {
  const migrations = [...connectionMigrations, ...jobMigrations, ...runMigrations, ...notificationMigrations]
  const fresh = stack.use(await freshDatabase({ migrations }))
  const database = await openDatabase<unknown>(fresh.settings, { log: silentLog })
  stack.defer(() => database.close())
  const db: Kysely<unknown> = database.kysely
  let now = Date.parse('2026-05-04T05:00:00Z')
  const means = {
    db,
    transaction: database.transaction,
    clock: { now: () => now },
    sendDelivery: async () => undefined,
  }
  const digestAt = digestTime(daily, now)
  const { id } = await insertWebhook(db, {
    name: 'Ada',
    url: 'mailto:ada@yard.example',
    events,
    digest: daily,
    digestAt,
  })
  const jobOf = (name: string) => {
    const place = { connection: 'local', space: 'disk', path: [name], shown: `/${name}` }
    return insertJob(db, {
      name,
      source: place,
      destination: place,
      options: defaultOptions,
      filters: {},
      schedule: {},
    })
  }
  return {
    means,
    jobOf,
    pass: (hours: number) => void (now += hours * hourMs),
    /** A run of the job that comes to this state. */
    async end(job: { readonly id: string }, state: string, more = sql`failure = null`) {
      const run = await insertRun(db, job.id, 'run', { kind: 'gantry', name: 'Gantry' })
      await sql`update runs set state = ${state}, ${more} where id = ${run.id}`.execute(db)
      return run
    },
    /** What was sent, or is on its way, the newest first. */
    async letters() {
      await handOver(means)
      const deliveries = await listDeliveries(db, id, { limit: 50 })
      return deliveries
        .filter(({ state }) => state !== 'held')
        .map(({ body = '{}' }) => letterOf(body, 'https://g.example'))
    },
  }
}

test('what happened comes in one letter at its hour, by cause, and nothing comes when nothing happened', async () => {
  await using stack = new AsyncDisposableStack()
  const { means, jobOf, pass, end, letters } = await openYard(stack)
  const [drawings, photos] = [await jobOf('Drawings'), await jobOf('Photos')]
  await end(drawings, 'completed')
  await end(drawings, 'completed')
  await end(photos, 'failed', sql`failure = 'The disk /Photos is away.'`)
  await writeDigests(means)
  expect(await letters()).toEqual([])

  pass(1) // 08:00 in Amsterdam
  await writeDigests(means)
  const [digest, ...more] = await letters()
  expect(more).toEqual([])
  expect(digest?.subject).toBe('Digest: 1 run failed, 2 runs completed')
  expect(digest?.text).toMatch(
    /^What happened since the last digest\.\n\n1 run failed\n\n- Photos: .*\n {2}The disk \/Photos is away\.\n/,
  )
  expect(digest?.text).toMatch(
    /2 runs completed\n\n- Drawings: 2 times, last .*\(Europe\/Amsterdam\)\n {2}https:\/\/g\.example\/runs\/2\n$/,
  )

  pass(24)
  await writeDigests(means)
  expect(await letters()).toHaveLength(1)
  await end(drawings, 'completed-with-flags')
  pass(24)
  await writeDigests(means)
  expect((await letters())[0]?.subject).toBe('Digest: 1 run with flagged items')
})

test('what waits for somebody is told of at once', async () => {
  await using stack = new AsyncDisposableStack()
  const { jobOf, end, letters } = await openYard(stack)
  await end(await jobOf('Move'), 'waiting', sql`waiting = '3 deletions wait.', waiting_code = 'approval'`)
  expect((await letters()).map(({ subject }) => subject)).toEqual(['Run waits for somebody: Move'])
})

test('a process that dies while it writes one loses and doubles nothing, and what it slept over comes at the start', async () => {
  await using stack = new AsyncDisposableStack()
  const { means, jobOf, pass, end, letters } = await openYard(stack)
  const job = await jobOf('Drawings')
  await end(job, 'completed')
  pass(50)
  const dying: typeof means.transaction = (work) =>
    means.transaction(async (db) => {
      await work(db)
      throw new Error('The process has died.')
    })
  await expect(writeDigests({ ...means, transaction: dying })).rejects.toThrow('has died')
  expect(await letters()).toEqual([])
  await Promise.all(Array.from({ length: 4 }, () => writeDigests(means)))
  expect((await letters()).map(({ subject }) => subject)).toEqual(['Digest: 1 run completed'])
})
