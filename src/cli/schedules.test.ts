import { afterEach, expect, test } from 'vitest'
import { jobPage, jobView, type ChangeJob, type JobView, type NewJob } from '#api/contract/jobs.ts'
import { schedulePreview, type JobSchedule } from '#api/contract/schedule.ts'
import { showTime } from './show-time.ts'
import { job } from './testing/examples.ts'
import { answer, fakeApi, type FakeApi } from './testing/fake-api.ts'
import { typeCommand } from './testing/type-command.ts'

let api: FakeApi | undefined
afterEach(async () => api?.close())

const nextRun = '2026-03-03T01:00:00.000Z'

function scheduled(schedule: JobSchedule): JobView {
  const isManual = Object.keys(schedule).length === 0
  return { ...job, schedule, ...(!isManual && { timing: 'every day at 02:00 (UTC)', nextRun }) }
}

async function type(before: JobSchedule, ...words: readonly string[]) {
  api = await fakeApi({
    addJob: ({ body }) => answer(jobView, scheduled((JSON.parse(body) as NewJob).schedule ?? {})),
    showJob: () => answer(jobView, scheduled(before)),
    changeJob: ({ body }) => answer(jobView, scheduled((JSON.parse(body) as ChangeJob).schedule ?? before)),
    listJobs: () => answer(jobPage, { jobs: [scheduled(before)] }),
    previewSchedule: () =>
      answer(schedulePreview, { words: 'every day', times: [nextRun, '2026-03-04T01:00:00.000Z'] }),
  })
  const { exitCode, output, errors } = await typeCommand(['jobs', ...words, '--server', api.url])
  const sent = api.heard.findLast(({ route }) => route === 'addJob' || route === 'changeJob')
  return { exitCode, output, errors, sent: sent && (JSON.parse(sent.body) as unknown) }
}

test('a schedule is typed as flags, with lists and numbers, and the next times are said', async () => {
  const flags = ['--daily', '02:00', '--only-between', 'sat', '--only-between', 'sun', '--stop-after-runs', '9']
  const { sent, output } = await type({}, 'schedule', '3', ...flags)
  expect(sent).toEqual({ schedule: { daily: '02:00', onlyBetween: ['sat', 'sun'], stopAfterRuns: 9 } })
  expect(output).toContain(`Next run: ${showTime(nextRun)}\nThen: ${showTime('2026-03-04T01:00:00.000Z')}\n`)
})

test('a job is added with its schedule', async () => {
  const { sent, output } = await type({}, 'add', '/srv/a', '/srv/b', '--every', '2 hours', '--time-zone', 'Asia/Tokyo')
  expect(sent).toMatchObject({ schedule: { every: '2 hours', timeZone: 'Asia/Tokyo' } })
  expect(output).toContain('Next run: ')
})

test('pausing and enabling keep the rest of the schedule, and taking it away leaves nothing of it', async () => {
  const nightly = { daily: '02:00', stopAfterRuns: 9 }
  const paused = await type(nightly, 'pause', '3')
  expect(paused.sent).toEqual({ schedule: { ...nightly, paused: true } })
  expect(paused.output).toContain('paused. Go on with: gantry jobs enable 3')
  await api?.close()
  expect((await type({ ...nightly, paused: true }, 'enable', '3')).sent).toEqual({ schedule: nightly })
  await api?.close()
  expect((await type(nightly, 'schedule', '3', '--manual')).sent).toEqual({ schedule: {} })
})

test('the list of jobs tells the next run, and a number that is none is refused before anything is asked', async () => {
  expect((await type({ daily: '02:00' }, 'list')).output).toContain(`\t${showTime(nextRun)}\n`)
  await api?.close()
  const { exitCode, errors } = await type({}, 'schedule', '3', '--daily', '02:00', '--stop-after-runs', 'nine')
  expect([exitCode, errors]).toEqual([2, expect.stringContaining('whole number')])
  expect(api?.heard).toEqual([])
})
