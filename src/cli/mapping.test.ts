import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, onTestFinished, test } from 'vitest'
import { childrenPage } from '#api/contract/children.ts'
import { jobPreview, jobView, type ChangeJob, type NewJob } from '#api/contract/jobs.ts'
import { mappingPreview } from '#api/contract/mapping.ts'
import { job } from './testing/examples.ts'
import { answer, fakeApi, type FakeApi } from './testing/fake-api.ts'
import { typeCommand } from './testing/type-command.ts'

let api: FakeApi | undefined
afterEach(async () => api?.close())

const mapping = { each: 'folder' as const, names: ['Tower*'] }

async function add(...flags: readonly string[]) {
  api = await fakeApi({
    addJob: () => answer(jobView, { ...job, mapping, children: 0 }),
    previewJob: () =>
      answer(jobPreview, { name: 'A', summary: 'One job for each folder.', notices: [], file: 'jobs: []' }),
    previewChildren: ({ body }) =>
      answer(mappingPreview, {
        jobs: body.includes('Nothing*') ? [] : [{ name: 'Tower', source: '/srv/Tower', destination: 'Procore:Tower' }],
        leftOut: [{ name: 'Shed', why: 'Its name is not like “Tower*”.' }],
        notices: ['The sources of 20 of 120 rows were not looked into.'],
      }),
  })
  return typeCommand(['jobs', 'add', '/srv', 'Procore:', ...flags, '--server', api.url])
}

test('a mapping is typed as flags', async () => {
  const { exitCode } = await add('--each', 'project', '--names', 'Tower*', '--names', '*west*', '--active-only')
  expect(exitCode).toBe(0)
  const { mapping } = JSON.parse(api?.heard[0]?.body ?? '') as NewJob
  expect(mapping).toEqual({ each: 'project', names: ['Tower*', '*west*'], activeOnly: true })
  expect(await add('--names', 'Tower*')).toMatchObject({
    exitCode: 2,
    errors: expect.stringContaining('--names needs --each') as string,
  })
})

test('a preview names the jobs that would be made, and adds nothing', async () => {
  expect(await add('--each', 'folder', '--preview')).toEqual({
    exitCode: 0,
    output: 'Tower\t/srv/Tower\tProcore:Tower\n\nShed\tIts name is not like “Tower*”.\n',
    errors:
      'The sources of 20 of 120 rows were not looked into.\n1 job would be made, 1 left out. Nothing was added.\n',
  })
  expect(api?.heard.map(({ route }) => route)).toEqual(['previewJob', 'previewChildren'])
})

test('a preview without a job begins with what is left out', async () => {
  const { output } = await add('--each', 'folder', '--names', 'Nothing*', '--preview')
  expect(output).toBe('Shed\tIts name is not like “Tower*”.\n')
})

test('a list of rows is read from a file, and what is wrong in it is told of before anything is asked', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gantry-rows-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'rows.csv')
  writeFileSync(file, 'source,destination\nOld/Tower,Tower\n')
  await add('--each', 'row', '--rows', file)
  const { mapping } = JSON.parse(api?.heard[0]?.body ?? '') as NewJob
  expect(mapping).toEqual({ each: 'row', rows: [{ source: 'Old/Tower', destination: 'Tower' }] })

  writeFileSync(file, 'source,destination\nOld/Tower\n')
  const { exitCode, errors } = await add('--each', 'row', '--rows', file)
  expect([exitCode, errors]).toEqual([2, expect.stringContaining('rows.csv: Line 2: it has no destination.')])
  expect(api?.heard).toEqual([])
})

test('parts of a mapping are changed and taken away', async () => {
  api = await fakeApi({
    showJob: () => answer(jobView, { ...job, mapping: { ...mapping, except: ['*old*'] } }),
    changeJob: ({ body }) => answer(jobView, { ...job, mapping: (JSON.parse(body) as ChangeJob).mapping }),
  })
  const flags = ['--names', 'T*', '--without', 'except', '--server', api.url]
  const { output } = await typeCommand(['jobs', 'edit', '3', ...flags])
  expect(output).toContain('is changed: names, except.')
  const { mapping: sent } = JSON.parse(api.heard.at(-1)?.body ?? '') as ChangeJob
  expect(sent).toEqual({ each: 'folder', names: ['T*'] })
})

test('the jobs that a mapping job has made are listed with their sums', async () => {
  const sums = {
    states: { pending: 0, retrying: 0, succeeded: 3, revised: 0, flagged: 1, ignored: 0 },
    moved: { items: 3, bytes: 2048 },
    verified: 3,
    flagged: 1,
    ignored: 0,
  }
  const left = { at: '2026-06-01T08:00:00.000Z', why: 'It was not found at the last look.' }
  const lastRun = { id: '9', kind: 'run' as const, state: 'completed' as const }
  const child = { ...sums, job: '4', name: 'Tower', source: '/srv/Tower', destination: 'Procore:Tower', lastRun }
  api = await fakeApi({
    listChildren: () =>
      answer(childrenPage, {
        children: [child, { ...child, job: '5', name: 'Shed', left }],
        sums: { ...sums, jobs: 2, left: 1 },
      }),
  })
  expect(await typeCommand(['jobs', 'children', '3', '--server', api.url])).toEqual({
    exitCode: 0,
    output:
      '4\tTower\t/srv/Tower\tProcore:Tower\t9 completed\t2.0 KiB\t1\n' +
      '5\tShed\t/srv/Tower\tProcore:Tower\tnot found\t2.0 KiB\t1\n',
    errors: '2 jobs, 1 of them not found at the last look: 3 items moved (2.0 KiB), 3 verified, 1 flagged now.\n',
  })
})
