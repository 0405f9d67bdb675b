import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { markSecret, trace, traceFiles, tracesVariable } from '#toolkit/testing/traces.ts'
import { searchTraces } from './traces.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-traces-'))
  vi.stubEnv(tracesVariable, folder)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true, force: true })
})

test('a secret is found in what was written before and after it was known, and the place is told without it', async () => {
  trace('log', 'the log of a server', 'the word is gull-over-water')
  markSecret('a client secret', 'gull-over-water')
  trace('answer', 'GET /connections', 'nothing here')
  trace('answer', 'GET /runs', '{"url":"/?s=gull-over-water"}')
  const { secrets, finds } = await searchTraces(folder)
  expect(secrets).toBe(1)
  expect(finds.toSorted()).toEqual([
    'a client secret stands in GET /runs (answer)',
    'a client secret stands in the log of a server (log)',
  ])
})

test('a secret is found in a report that lies below the folder that is traced', async () => {
  const reports = await mkdtemp(join(tmpdir(), 'gantry-reports-'))
  await mkdir(join(reports, 'run-1'))
  const file = join(reports, 'run-1', 'report.html')
  await writeFile(file, '<td>tern-on-a-post</td>')
  markSecret('a password', 'tern-on-a-post')
  await traceFiles(reports)
  await traceFiles(join(reports, 'run-2'))
  await rm(reports, { recursive: true, force: true })
  expect((await searchTraces(folder)).finds).toEqual([`a password stands in the file ${file} (file)`])
})

test.for([
  ['in base64', (secret: string) => Buffer.from(`${secret} and more`).toString('base64')],
  ['in hexadecimal digits', (secret: string) => Buffer.from(secret).toString('hex')],
  ['percent-encoded', encodeURIComponent],
] as const)('a secret is found %s', async ([form, written]) => {
  const secret = `heron: ${form}!`
  markSecret('a password', secret)
  trace('database', 'the table people', `before${written(secret)}`)
  expect((await searchTraces(folder)).finds).toEqual(['a password stands in the table people (database)'])
})
