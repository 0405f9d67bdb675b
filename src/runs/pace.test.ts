import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { jobPace, type JobPace } from '#api/contract/pace.ts'
import { openDatabase } from '#database/database.ts'
import { silentLog } from '#database/testing/silent-log.ts'
import { freshDatabase } from '#database/testing/template.ts'
import { defaultOptions } from '#engine/options.ts'
import { tree } from '#engine/testing/tree.ts'
import { bandwidthAt } from '#jobs/bandwidth.ts'
import { insertJob } from '#jobs/rows.ts'
import { systemClock } from '#toolkit/clock.ts'
import { findRun, insertRun, moveTo } from './rows.ts'
import type { Scene } from './scene.ts'
import type { Stage } from './stage.ts'
import { takeTurn } from './take-turn.ts'
import { stageMigrations, tester } from './testing/open-stage.ts'
import { throttled } from './throttle.ts'

test('a limit counts in its hours, by the clock of the schedule, and another one outside of them', () => {
  const pace = jobPace.parse({ bandwidth: '20 MB', bandwidthBetween: ['mon-fri 08:00-18:00 2 MB', 'sat,sun 1.5GiB'] })
  const at = (time: string) => bandwidthAt(pace, { timeZone: 'Europe/Amsterdam' }, Date.parse(time))
  expect(at('2026-03-02T08:30:00+01:00')).toBe(2e6)
  expect(at('2026-03-02T18:00:00+01:00')).toBe(20e6)
  expect(at('2026-03-07T12:00:00+01:00')).toBe(1.5 * 2 ** 30)
  expect(bandwidthAt({}, {}, 0)).toBeUndefined()
  expect(jobPace.safeParse({ bandwidthBetween: ['mon-fri 2 MB at noon'] }).success).toBe(false)
})

test('what is read waits for its time, all batches of a run together, and nothing is lost of it', async () => {
  const source = tree()
  source.put(['a.bin'], 'x'.repeat(1000))
  const slept: number[] = []
  const clock = { ...systemClock, now: () => 1e6, sleep: async (ms: number) => void slept.push(ms) }
  const job = { pace: { bandwidth: '1 KB' }, schedule: {} } as Parameters<typeof throttled>[1]
  const sides = throttled('1', job, { source, destination: source }, clock)
  const other = throttled('1', job, { source, destination: source }, clock)
  for (const side of [sides, other]) {
    let length = 0
    for await (const chunk of side.source.read(source.entry(['a.bin']))) length += chunk.length
    expect(length).toBe(1000)
  }
  // A quarter of a second may come at once.
  expect(slept.at(-1)).toBe(1750)
  sides.leave()
  other.leave()
})

test('only so many runs move at a time, the others wait for their turn, and high priority goes first', async () => {
  await using fresh = await freshDatabase({ migrations: stageMigrations })
  const database = await openDatabase<unknown>(fresh.settings, { log: silentLog })
  const db = database.kysely
  const place = { connection: '1', space: 's', path: [], shown: 'Here:' }
  const described = { name: 'A', source: place, destination: place, options: defaultOptions, filters: {} }
  const sent: string[] = []
  const stage = { atOnce: { all: 1 }, send: async (_: string, { run }: { run: string }) => void sent.push(run) }
  const begin = async (pace: JobPace) => {
    const job = await insertJob(db, { ...described, pace })
    return { job, run: await insertRun(db, job.id, 'run', tester) }
  }
  const turn = async ({ job, run }: Awaited<ReturnType<typeof begin>>) => {
    const transaction: Scene['transaction'] = (work) => database.transaction((inside) => work(inside))
    await moveTo(db, run.id, 'queued')
    const scene = { db, transaction, run, job, clock: systemClock } as Scene
    return takeTurn(scene, stage as unknown as Stage)
  }
  const [moving, low, high] = [await begin({}), await begin({ priority: 'low' }), await begin({ priority: 'high' })]
  expect(await turn(moving)).toBe(1)
  expect([await turn(low), await turn(high)]).toEqual([undefined, undefined])
  expect(sent).toEqual([low.run.id, high.run.id])
  expect((await findRun(db, low.run.id))?.waiting).toMatchObject({
    code: 'turn',
    reason: 'Other runs move, and only so many may at a time: 1 in all.',
  })
  await sql`update runs set state = 'completed' where id = ${moving.run.id}`.execute(db)
  // It came first, and lets the other one go before it.
  expect(await turn(low)).toBeUndefined()
  expect(await turn(high)).toBe(1)
  await sql`update runs set state = 'completed' where id = ${high.run.id}`.execute(db)
  expect(await turn(low)).toBe(1)
  await database.close()
})
