import { afterEach, expect, test } from 'vitest'
import { filterTrial } from '#api/contract/comparison.ts'
import { jobView, type ChangeJob, type JobView } from '#api/contract/jobs.ts'
import { job } from './testing/examples.ts'
import { answer, fakeApi, type FakeApi } from './testing/fake-api.ts'
import { typeCommand } from './testing/type-command.ts'

let api: FakeApi | undefined
afterEach(async () => api?.close())

const before: JobView = { ...job, filters: { exclude: ['Old/'], maxSize: '2 GB' } }

async function edit(...flags: readonly string[]) {
  api = await fakeApi({
    showJob: () => answer(jobView, before),
    changeJob: ({ body }) => {
      const { name = before.name, options, filters } = JSON.parse(body) as ChangeJob
      return answer(jobView, { ...before, name, options: options ?? before.options, filters: filters ?? {} })
    },
  })
  return typeCommand(['jobs', 'edit', '3', ...flags, '--server', api.url])
}

test('a job keeps what was not given, and what has changed is said', async () => {
  const flags = ['--name', 'West', '--long-names', 'truncate', '--exclude', '*.tmp', '--without', 'max-size']
  expect(await edit(...flags)).toEqual({
    exitCode: 0,
    errors: '',
    output: '“West” is changed: name, long-names, exclude, max-size. It counts from the next run on.\n',
  })
  expect(JSON.parse(api?.heard.at(-1)?.body ?? '')).toEqual({
    name: 'West',
    options: { ...before.options, longNames: 'truncate' },
    filters: { exclude: ['*.tmp'] },
  })
})

test('a filter that nobody knows cannot be taken away', async () => {
  const { exitCode, errors } = await edit('--without', 'max-sice')
  expect([exitCode, errors]).toEqual([2, expect.stringContaining('max-size')])
  expect(api?.heard).toEqual([])
})

test('filters are tried on a folder, and each entry says what becomes of it', async () => {
  const entries = [
    { path: 'Old', kind: 'folder' as const, isTaken: false, sentence: 'The filter “Old/” leaves it out.' },
    { path: 'A-101.pdf', kind: 'file' as const, isTaken: true, sentence: '' },
  ]
  api = await fakeApi({ tryFilters: () => answer(filterTrial, { entries, taken: 1, leftOut: 1, isCut: true }) })
  const words = ['jobs', 'try', 'Yard:Plans', '--exclude', 'Old/', '--server', api.url]
  const { exitCode, output } = await typeCommand(words)
  expect({ exitCode, output }).toEqual({
    exitCode: 0,
    output:
      'left out\tOld/\tThe filter “Old/” leaves it out.\ntaken\tA-101.pdf\t\n\n' +
      '1 taken, 1 left out. There is more; this much is looked at.\n',
  })
  expect(JSON.parse(api.heard[0]?.body ?? '')).toEqual({ location: 'Yard:Plans', filters: { exclude: ['Old/'] } })
})
