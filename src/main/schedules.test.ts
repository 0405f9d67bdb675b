import { expect, test } from 'vitest'
import { sharedHouse } from './testing/house.ts'

const shared = sharedHouse({ settings: { workers: 0 } })

const nightly = { daily: '02:00', timeZone: 'Europe/Amsterdam' }
const places = { source: '/srv/plans', destination: '/srv/archive' }

test('a job gets a schedule, tells its next run, and is paused, enabled and left to people again', async () => {
  const house = shared()
  const added = await house.ask('POST', '/jobs', { json: { ...places, name: 'Nightly', schedule: nightly } })
  expect([added.status, added.json['detail']]).toEqual([201, undefined])
  expect(added.json).toMatchObject({
    schedule: nightly,
    timing: 'every day at 02:00 (Europe/Amsterdam)',
    nextRun: expect.stringMatching(/T0[01]:00:00\.000Z$/),
    summary: 'Copies “/srv/plans” to “/srv/archive”, every day at 02:00 (Europe/Amsterdam); never deletes.',
  })
  const job = `/jobs/${String(added.json['id'])}`
  const change = async (schedule: object) => (await house.ask('PATCH', job, { json: { schedule } })).json

  const preview = await house.ask('POST', '/schedules/preview', { json: { schedule: nightly } })
  expect(preview.json['times']).toHaveLength(5)
  expect((preview.json['times'] as string[])[0]).toBe(added.json['nextRun'])

  expect(await change({ ...nightly, paused: true })).not.toHaveProperty('nextRun')
  expect(await change(nightly)).toMatchObject({ nextRun: added.json['nextRun'] })
  // Who gives the same places again without a word of a schedule does not take it away.
  const again = await house.ask('POST', '/jobs', { json: { ...places, reuse: true } })
  expect(again.json).toMatchObject({ id: added.json['id'], schedule: nightly })
  const manual = await change({})
  expect(manual).not.toHaveProperty('timing')
  expect(manual).toMatchObject({ schedule: {} })
})

test('a job file has schedules, and what cannot come is refused before anything is done', async () => {
  const house = shared()
  const filed = (schedule: object) => ({ json: { jobs: [{ name: 'Weekly', ...places, schedule }] } })
  const weekly = { weekly: 'mon 06:00', stopAfterRuns: 3 }
  expect((await house.ask('POST', '/jobs/plan', filed(weekly))).json).toEqual({
    jobs: [{ name: 'Weekly', do: 'add', changes: [] }],
  })
  const added = await house.ask('POST', '/jobs', { json: { ...places, name: 'Weekly', schedule: weekly } })
  const planned = await house.ask('POST', '/jobs/plan', filed({ weekly: 'tue 06:00' }))
  expect(planned.json).toMatchObject({
    jobs: [
      {
        do: 'change',
        changes: [
          { name: 'weekly', before: 'mon 06:00', after: 'tue 06:00' },
          { name: 'stopAfterRuns', before: 3 },
        ],
      },
    ],
  })
  const file = await house.ask('GET', `/jobs/export?jobs=${String(added.json['id'])}`)
  expect(file.text).toContain('    schedule:\n      weekly: mon 06:00\n      stopAfterRuns: 3\n')

  const past = await house.ask('POST', '/jobs/plan', filed({ at: '2020-01-01 02:00' }))
  expect(past.status).toBe(400)
  expect(past.json['detail']).toContain('“once, on 2020-01-01 at 02:00 (UTC)” never starts a run')
  const both = await house.ask('POST', '/jobs', { json: { ...places, schedule: { ...nightly, every: '1 hour' } } })
  expect(both.json['detail']).toContain('a schedule has one of')
})
