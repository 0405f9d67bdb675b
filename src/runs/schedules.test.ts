import { sql } from 'kysely'
import { afterEach, describe, expect, test } from 'vitest'
import type { JobSchedule } from '#api/contract/schedule.ts'
import { tree, type Tree } from '#engine/testing/tree.ts'
import type { Job } from '#jobs/job.ts'
import { findJob, replaceSchedule } from '#jobs/rows.ts'
import { recoverRuns } from './recover.ts'
import { listRuns } from './rows.ts'
import { resumeRun } from './start.ts'
import { after } from './testing/after.ts'
import { openHouse, type House } from './testing/house.ts'
import { tester } from './testing/open-stage.ts'
import { lookAtSchedules } from './watch-schedules.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const noon = Date.parse('2026-05-01T12:00:00Z')

let house: House | undefined
let time = noon

afterEach(async () => {
  await house?.close()
  house = undefined
})

/** A house whose clock stands at noon until it is moved. */
async function open(source: Tree = tree(), workers = 2) {
  time = noon
  const ends = { source, destination: tree() }
  const clock = { now: () => time, sleep: async () => undefined }
  house = await openHouse(ends, { clock, workers })
  const opened = house
  return {
    ...ends,
    house: opened,
    async job(schedule: JobSchedule, nextRunAt?: number): Promise<Job> {
      const job = await opened.job({}, {}, schedule)
      if (nextRunAt !== undefined)
        await replaceSchedule(opened.db, { id: job.id, schedule, nextRunAt: new Date(nextRunAt) })
      return job
    },
    look: () => lookAtSchedules({ ...opened.means, ...opened.stage }),
    runs: async (job: Job) => (await listRuns(opened.db, { job: job.id, limit: 50 })).toReversed(),
    found: async ({ id }: Job) => {
      const found = await findJob(opened.db, id)
      if (!found) throw new Error(`There is no job ${id}.`)
      return found
    },
  }
}

describe('a due time', () => {
  test('starts one run however many processes look at once, and the run knows what started it', async () => {
    const { job, look, runs, found, house } = await open()
    const nightly = await job({ daily: '12:00' }, noon)
    await Promise.all(Array.from({ length: 12 }, look))
    const [run, ...more] = await runs(nightly)
    expect(more).toEqual([])
    expect(run?.startedBy).toEqual({ kind: 'schedule', name: 'Schedule' })
    expect((await found(nightly)).nextRunAt).toEqual(new Date(noon + 24 * hourMs))
    await house.until(run?.id ?? '', 'completed')
    time += 24 * hourMs
    await Promise.all([look(), look(), look()])
    expect(await runs(nightly)).toHaveLength(2)
  })

  test('that passed while no server was up is made up for once, not as often as it was missed', async () => {
    const { job, look, runs, found } = await open()
    const often = await job({ every: '15 minutes' }, noon - 9 * hourMs)
    await look()
    await look()
    expect(await runs(often)).toHaveLength(1)
    expect((await found(often)).nextRunAt).toEqual(new Date(noon + 15 * minuteMs))
  })

  test('of a job whose last run is not at its end starts no other, and says so until the next one starts', async () => {
    const { job, look, runs, found, house } = await open(tree(), 0)
    const hourly = await job({ every: '1 hour', timeZone: 'Europe/Amsterdam' }, noon)
    const { id } = await house.start(hourly)
    await sql`update runs set state = 'paused' where id = ${id}`.execute(house.db)
    await look()
    expect(await runs(hourly)).toHaveLength(1)
    const skipped = await found(hourly)
    expect(skipped.nextRunAt).toEqual(new Date(noon + hourMs))
    expect(skipped.scheduleNote).toMatchObject({ is: 'skipped' })
    expect(skipped.scheduleNote?.sentence).toMatch(
      /due on 1 May 2026, 14:00 \(Europe\/Amsterdam\) was not started\. .*run \d+ is paused.*gantry runs resume/,
    )
    await sql`update runs set state = 'completed' where id = ${id}`.execute(house.db)
    time += hourMs
    await look()
    expect(await runs(hourly)).toHaveLength(2)
    expect((await found(hourly)).scheduleNote).toBeUndefined()
  })

  test('that cannot be written down whole starts nothing, and comes again', async () => {
    const { job, look, runs, house } = await open()
    const nightly = await job({ daily: '12:00' }, noon)
    await sql`create function refuse() returns trigger language plpgsql as $$ begin raise 'no'; end $$`.execute(
      house.db,
    )
    await sql`create trigger refuse before update on jobs for each row execute function refuse()`.execute(house.db)
    await look()
    expect(await runs(nightly)).toEqual([])
    await sql`drop trigger refuse on jobs`.execute(house.db)
    await look()
    expect(await runs(nightly)).toHaveLength(1)
  })
})

describe('a stop policy', () => {
  test('ends the schedule after so many runs, and a changed schedule begins anew', async () => {
    const { job, look, runs, found, house } = await open()
    const schedule = { every: '1 hour', stopAfterRuns: 2 }
    const hourly = await job(schedule, noon)
    for (let hour = 0; hour < 4; hour++) {
      await look()
      for (const { id } of await runs(hourly)) await house.until(id, 'completed')
      time += hourMs
    }
    expect(await runs(hourly)).toHaveLength(2)
    const ended = await found(hourly)
    expect([ended.nextRunAt, ended.scheduleNote?.is]).toEqual([undefined, 'ended'])
    await replaceSchedule(house.db, { id: hourly.id, schedule, nextRunAt: new Date(time) })
    await look()
    expect(await runs(hourly)).toHaveLength(3)
  })

  test.each([
    ['failed', { stopAfterFailures: 2 }, ['failed', 'completed', 'failed', 'failed'], 4],
    ['changed nothing', { stopAfterUnchanged: 2 }, ['completed', 'failed', 'completed', 'completed'], 4],
  ] as const)('ends it after so many runs in a row that %s', async (what, policy, states, expected) => {
    const { job, look, runs, found, house } = await open(tree(), 0)
    const hourly = await job({ every: '1 hour', ...policy }, noon)
    for (const state of [...states, 'completed'] as const) {
      await look()
      await sql`update runs set state = ${state} where state = 'queued'`.execute(house.db)
      time += hourMs
    }
    expect(await runs(hourly)).toHaveLength(expected)
    expect((await found(hourly)).scheduleNote).toMatchObject({ is: 'ended', sentence: expect.stringContaining(what) })
  })
})

test('a run that only deletes or makes folders has changed something', async () => {
  const { job, look, runs, found, house } = await open(tree(), 0)
  const hourly = await job({ every: '1 hour', stopAfterUnchanged: 1 }, noon)
  for (const reason of ['removed', 'made', 'unchanged']) {
    await look()
    const run = (await runs(hourly)).at(-1)?.id
    await sql`
      insert into tallies (run, state, reason, kind, items, bytes, moved_items, moved_bytes, verified)
      values (${run}, 'succeeded', ${reason}, 'folder', 1, 0, 0, 0, 0)`.execute(house.db)
    await sql`update runs set state = 'completed' where id = ${run}`.execute(house.db)
    time += hourMs
  }
  await look()
  expect(await runs(hourly)).toHaveLength(3)
  expect((await found(hourly)).scheduleNote).toMatchObject({ is: 'ended' })
})

const files = 240

function wide(): Tree {
  const source = tree()
  for (let at = 0; at < files; at++) source.put([`Folder ${at % 12}`, `${at}.pdf`], `content of ${at}`)
  return source
}

describe('the hours of a job', () => {
  const evening = { onlyBetween: ['18:00-20:00'] }

  test('pause what runs when they end, and it goes on by itself when they come again: nothing lost, nothing twice', async () => {
    const source = wide()
    const { job, look, house, destination } = await open(source)
    time = noon + 7 * hourMs
    const evenings = await job(evening)
    after(destination, 100, async () => {
      time = noon + 8 * hourMs
      await look()
    })
    const { id } = await house.start(evenings)
    const resting = await house.until(id, 'waiting')
    expect(resting.waiting).toEqual({
      code: 'outside-hours',
      reason: 'It is outside the hours in which this job may run.',
      until: new Date(noon + 30 * hourMs).toISOString(),
    })
    expect(destination.files.size).toBeLessThan(files)

    await look()
    expect((await house.view(id)).state).toBe('waiting')
    time = noon + 30 * hourMs
    await Promise.all([look(), look()])
    const view = await house.until(id, 'completed', 'failed')
    expect(view).toMatchObject({ state: 'completed', moved: { items: files }, states: { pending: { items: 0 } } })
    expect([...destination.files.keys()].toSorted()).toEqual([...source.files.keys()].toSorted())
    // Each write has its own number, so a second one of the same file would show.
    expect(Math.max(...[...destination.files.values()].map(({ etag }) => Number(etag.slice(1))))).toBe(files)
    await house.expectSumsToAgree(evenings, view)
  })

  test('hold what is started or resumed outside of them, but no simulation; hours that are taken away let it go', async () => {
    const source = tree()
    source.put(['A-101.pdf'], 'plan')
    const { job, look, house, destination } = await open(source)
    const evenings = await job(evening)
    expect(await house.run(evenings, 'simulation')).toMatchObject({ state: 'completed' })
    const { id } = await house.start(evenings)
    await house.until(id, 'waiting')
    await resumeRun(house.means, tester, id)
    await house.until(id, 'waiting')
    expect(destination.files.size).toBe(0)
    await replaceSchedule(house.db, { id: evenings.id, schedule: {} })
    await look()
    await house.until(id, 'completed')
    expect(destination.files.size).toBe(1)
  })

  test('put off a run that became due while no server was up until they come', async () => {
    const { job, look, runs, found } = await open()
    const evenings = await job({ daily: '18:30', ...evening }, noon - 17 * hourMs)
    await look()
    expect(await runs(evenings)).toEqual([])
    expect((await found(evenings)).nextRunAt).toEqual(new Date(noon + 6 * hourMs))
    time = noon + 6 * hourMs
    await look()
    expect(await runs(evenings)).toHaveLength(1)
  })

  test('are taken up by the next process when the one that paused the run died before it rested', async () => {
    const { job, house, look } = await open(wide(), 0)
    time = noon + 7 * hourMs
    const evenings = await job(evening)
    const { id } = await house.start(evenings)
    await sql`update runs set state = 'transferring' where id = ${id}`.execute(house.db)
    await sql`delete from pgboss.job where data ->> 'run' = ${id}`.execute(house.db)
    time = noon + 9 * hourMs
    await look()
    expect((await house.view(id)).state).toBe('pausing')
    await recoverRuns({ db: house.db, send: house.stage.send, now: time })
    expect(await house.view(id)).toMatchObject({ state: 'waiting', waiting: { code: 'outside-hours' } })
  })
})
