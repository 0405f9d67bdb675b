import { afterEach, expect, test } from 'vitest'
import { jobView, newJob } from '#api/contract/jobs.ts'
import { runView, type RunView } from '#api/contract/runs.ts'
import { answer, fakeApi, refuse, type FakeApi } from './testing/fake-api.ts'
import { job, run, running } from './testing/examples.ts'
import { typeCommand, type Typed } from './testing/type-command.ts'

let api: FakeApi | undefined
afterEach(() => api?.close())

/** A server whose run is in one state after the other, and stays in the last. */
async function copyWhere(states: readonly RunView[], words: readonly string[] = [], typed: Typed = {}) {
  let at = 0
  api = await fakeApi({
    addJob: () => answer(jobView, job),
    startRun: () => answer(runView, states[0] ?? run),
    showRun: () => answer(runView, states[Math.min(++at, states.length - 1)] ?? run),
  })
  return typeCommand(['copy', 'handover', 'Procore:Harbour/Handover', '--server', api.url, ...words], {
    folder: '/srv',
    ...typed,
  })
}

test('a copy makes or takes the job with the choices that were typed, starts a run and tells how to watch it', async () => {
  const { exitCode, output } = await copyWhere([running], ['--on-conflict', 'prefer-source', '--name', 'Handover'])
  expect(exitCode).toBe(0)
  expect(output).toContain('Run 12 has started.')
  expect(output).toContain('gantry runs watch 12')
  const sent: unknown = JSON.parse(api?.heard[0]?.body ?? '')
  expect(newJob.safeParse(sent).error).toBeUndefined()
  expect(sent).toEqual({
    name: 'Handover',
    source: '/srv/handover',
    destination: 'Procore:Harbour/Handover',
    options: { onConflict: 'prefer-source' },
    reuse: true,
  })
  expect(api?.heard[1]).toMatchObject({ route: 'startRun', parts: { job: '3' }, body: '{"simulate":false}' })
})

test('filters are typed as flags, lists by giving one again', async () => {
  const typed = ['--include', '*.pdf', '--include', 'group:drawings', '--exclude', 'Old/', '--max-age', '2 weeks']
  await copyWhere([running], [...typed, '--min-size', '1 KB', '--modified-before', '2026-03-01'])
  const sent: unknown = JSON.parse(api?.heard[0]?.body ?? '')
  expect(newJob.parse(sent).filters).toEqual({
    include: ['*.pdf', 'group:drawings'],
    exclude: ['Old/'],
    minSize: '1 KB',
    modifiedBefore: '2026-03-01',
    maxAge: '2 weeks',
  })
})

test('waiting shows the progress in lines and ends with the sums, the report and the proof', async () => {
  const { exitCode, output, errors } = await copyWhere([running, run], ['--wait'])
  expect(exitCode).toBe(0)
  expect(errors).toContain(
    'transferring: 1 of 3 items (2 pending, 1 succeeded); 1000 bytes moved, 2.0 KiB to go; 40 calls used, 3,560 of 3,600 left',
  )
  expect(errors).toContain('1 min to 2 min to go: at the speed so far')
  expect(output).toContain('Run 12 of /srv/handover → Procore:Harbour/Handover: completed after 2 min')
  expect(output).toContain('3 items seen (2.9 KiB); 3 files moved (2.9 KiB), 3 verified.')
  expect(output).toContain('succeeded\t3\tcopied\tnew at the destination')
  expect(output).toContain('Report: /data/reports/12.html')
  expect(output).toContain('Proof:  /data/reports/12.jsonl')
})

test('on a terminal the progress is written over and leaves nothing behind', async () => {
  const { exitCode, errors } = await copyWhere([running, running, run], ['--wait'], { isPerson: true })
  expect(exitCode).toBe(0)
  const screen = errors.replaceAll('\u001b[1m', '').replaceAll('\u001b[22m', '')
  expect(screen).toContain(
    'Run 12  transferring\n  /srv/handover → Procore:Harbour/Handover\n  1 of 3 items (2 pending, 1 succeeded)\n',
  )
  expect(screen.endsWith('\u001b[6A\r\u001b[J')).toBe(true)
})

test('for a program the run is one JSON document, whether waited for or not', async () => {
  const started = await copyWhere([running], ['--json'])
  expect(runView.parse(JSON.parse(started.output)).state).toBe('transferring')
  await api?.close()
  const ended = await copyWhere([running, run], ['--json', '--wait'])
  expect(runView.parse(JSON.parse(ended.output)).state).toBe('completed')
})

const waiting = (code: 'sign-in-needed' | 'no-space' | 'rate-limit'): RunView => ({
  ...running,
  eta: undefined,
  state: 'waiting',
  waiting: { code, reason: 'Procore allows no call before the hour is over', until: '2026-03-02T09:00:00.000Z' },
})

test.each<[string, RunView, number, string]>([
  ['with flagged items', { ...run, state: 'completed-with-flags' }, 3, 'gantry runs causes 12'],
  ['in failure', { ...run, state: 'failed', failure: 'The disk is full.' }, 1, 'The disk is full.'],
  ['in a pause', { ...run, state: 'paused' }, 1, 'gantry runs resume 12'],
  ['in want of a sign-in', waiting('sign-in-needed'), 4, 'gantry connections sign-in'],
  ['in want of room', waiting('no-space'), 1, 'gantry runs resume 12'],
])('a run that ends %s has its own exit code and advice', async (_, end, exitCode, advice) => {
  const printed = await copyWhere([running, end], ['--wait'])
  expect(printed.exitCode).toBe(exitCode)
  expect(printed.output).toContain(advice)
})

test('a run that waits for a limit is waited for, and says why and until when', async () => {
  const { exitCode, errors } = await copyWhere([running, waiting('rate-limit'), run], ['--wait'])
  expect(exitCode).toBe(0)
  expect(errors).toMatch(
    /waiting: .*Procore allows no call before the hour is over; it goes on at 2026-03-02 \d\d:\d\d\./,
  )
})

test('Ctrl-C ends the waiting and leaves the run alone', async () => {
  const { exitCode, output, errors } = await copyWhere([running], ['--wait'], { interrupted: AbortSignal.timeout(300) })
  expect({ exitCode, output }).toEqual({ exitCode: 1, output: '' })
  expect(errors).toContain('The run goes on without this command.')
  expect(errors).toContain('Cancel it with: gantry runs cancel 12')
  expect(api?.heard.map(({ route }) => route)).not.toContain('cancelRun')
})

test('a simulation says what a run would take', async () => {
  const plan: RunView = {
    ...run,
    kind: 'simulation',
    states: running.states,
    estimate: { calls: 6, lowMs: 1000, highMs: 60_000, reason: '6 calls at 3,600 in 60 minutes' },
  }
  const { output } = await copyWhere([plan], ['--simulate', '--wait'])
  expect(api?.heard[1]?.body).toBe('{"simulate":true}')
  expect(output).toContain('3 items seen (2.9 KiB); 2 would be copied or made (2.0 KiB). Nothing was changed.')
  expect(output).toContain('A run would take 1 s to 1 min and 6 calls: 6 calls at 3,600 in 60 minutes.')
})

test('names from elsewhere cannot steer the terminal', async () => {
  const { output } = await copyWhere([{ ...run, job: { ...run.job, source: '/srv/\u001b]0;owned\u0007' } }], ['--wait'])
  expect(output).toContain('/srv/\\u001b]0;owned\\u0007')
})

test.each([
  ['invalid', 400, 2],
  ['conflict', 409, 1],
  ['sign-in-needed', 409, 4],
  ['unavailable', 503, 1],
] as const)('a refusal %s (%i) is told in the server’s words, with exit code %i', async (code, status, exitCode) => {
  api = await fakeApi({ addJob: () => refuse(code, status, 'The destination lies inside the source.') })
  const printed = await typeCommand(['copy', '/a', '/a/b', '--server', api.url])
  const words = expect.stringMatching(/^The destination lies inside the source\.\n/) as string
  expect(printed).toEqual({ exitCode, output: '', errors: words })
})
