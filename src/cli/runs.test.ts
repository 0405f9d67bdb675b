import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { afterEach, expect, test } from 'vitest'
import { runOverview } from '#api/contract/exports.ts'
import { flaggedPage, ignoredItems, retriedItems } from '#api/contract/flagged.ts'
import { jobPage, jobView } from '#api/contract/jobs.ts'
import { entryPage } from '#api/contract/locations.ts'
import { platformList } from '#api/contract/platforms.ts'
import { itemPage, runPage, runView, throughput, type ItemView } from '#api/contract/runs.ts'
import { job, platforms, run } from './testing/examples.ts'
import { answer, fakeApi, type FakeApi } from './testing/fake-api.ts'
import { typeCommand, type Typed } from './testing/type-command.ts'

let api: FakeApi | undefined
afterEach(() => api?.close())

const why = { reason: 'invalid-name', words: 'the destination cannot hold the name' }

function item(number: number): ItemView {
  const flagged = { state: 'flagged', ...why, sentence: 'Procore cannot hold the name.' } as const
  return {
    source: `Drawings/A:${number}.pdf`,
    destination: `Drawings/A_${number}.pdf`,
    kind: 'file',
    size: 2048,
    ...flagged,
  }
}

/** Three pages of items, two on each. */
const pagesOfItems = (after: string | undefined) => {
  const page = Number(after ?? 0)
  const items = [item(2 * page), item(2 * page + 1)]
  return answer(itemPage, { items, ...(page < 2 && { next: String(page + 1) }) })
}

const share = { class: 'drawings', words: 'Drawings', files: 1204, bytes: 2048, flagged: 3 }

const cause = { ...why, items: 3 }
const tried = { job: { id: '3', name: 'Handover' }, items: 1 }

async function withServer(words: readonly string[], typed: Typed = {}) {
  api = await fakeApi({
    listItems: ({ query }) => pagesOfItems(query.after),
    listRuns: () => answer(runPage, { runs: [run] }),
    listFlagged: () => answer(flaggedPage, { items: [], reasons: [{ ...cause, remedy: 'Rename it at the source.' }] }),
    retryItems: ({ body }) =>
      body.includes('A-1')
        ? answer(retriedItems, { items: 1, runs: [{ ...tried, run: '13' }], held: [] })
        : answer(retriedItems, { items: 0, runs: [], held: [{ ...tried, sentence: 'Run 12 is not finished.' }] }),
    ignoreItems: () => answer(ignoredItems, { items: 3 }),
    showRun: () => answer(runView, run),
    pauseRun: () => answer(runView, { ...run, state: 'pausing' }),
    cancelRun: () => answer(runView, { ...run, state: 'cancelling' }),
    resumeRun: () => answer(runView, { ...run, state: 'queued' }),
    readReport: () => ({ status: 200, type: 'text/html', body: '<!doctype html>' }),
    printReport: () => ({ status: 200, type: 'application/pdf', body: '%PDF-1.4' }),
    readProof: () => ({ status: 200, type: 'application/jsonl', body: '{"line":1}\n' }),
    exportRun: () => ({ status: 200, type: 'text/csv', body: '\ufeff"State"\r\n"succeeded"\r\n' }),
    showRunOverview: () => answer(runOverview, { types: [share], sizes: [share], ages: [] }),
    showThroughput: () =>
      answer(throughput, {
        samples: [{ at: '2026-03-02T08:00:00.000Z', state: 'waiting', waiting: 'rate-limit', items: 3, bytes: 2048 }],
      }),
    listJobs: () => answer(jobPage, { jobs: [job] }),
    showJob: () => answer(jobView, job),
    startRun: () => answer(runView, { ...run, state: 'queued' }),
    listPlatforms: () => answer(platformList, platforms),
    listEntries: ({ query }) =>
      answer(entryPage, {
        entries: [
          query.cursor === undefined
            ? {
                name: 'Drawings',
                location: 'Procore:Harbour/Drawings',
                kind: 'folder',
                modifiedAt: '2026-03-02T08:00:00.000Z',
              }
            : {
                name: 'A\tB\n.pdf',
                location: 'Procore:Harbour/A\\u0009B\\u000a.pdf',
                kind: 'file',
                size: 1536,
                traits: ['private'],
              },
        ],
        ...(query.cursor === undefined && { next: '1' }),
      }),
  })
  return typeCommand([...words, '--server', api.url], typed)
}

test('all items are listed, page after page, one a line', async () => {
  const { exitCode, output } = await withServer([
    'runs',
    'items',
    '12',
    '--state',
    'flagged',
    '--reason',
    'invalid-name',
  ])
  expect(exitCode).toBe(0)
  const rows = output.trimEnd().split('\n')
  expect(rows).toHaveLength(6)
  expect(rows[5]).toBe(
    'flagged\tinvalid-name\tfile\t2048\tDrawings/A:5.pdf\tDrawings/A_5.pdf\tProcore cannot hold the name.',
  )
  expect(api?.heard[0]?.query).toEqual({ state: 'flagged', reason: 'invalid-name', limit: '500' })
  expect(api?.heard[2]?.query).toMatchObject({ state: 'flagged', after: '2' })
})

test('all items are one JSON document for programs', async () => {
  const { output } = await withServer(['runs', 'items', '12', '--json'])
  expect(itemPage.parse(JSON.parse(output)).items).toHaveLength(6)
})

test('for people an item has its name, its new name and its sentence', async () => {
  const { output } = await withServer(['runs', 'items', '12'], { isPerson: true })
  expect(output).toContain(
    'invalid-name  Drawings/A:0.pdf  2.0 KiB\n  as Drawings/A_0.pdf\n  Procore cannot hold the name.\n',
  )
})

test('items that no run can try again now are told of as a failure, with the reason', async () => {
  const { exitCode, errors } = await withServer(['runs', 'retry', '12'])
  expect(exitCode).toBe(1)
  expect(errors).toContain('Run 12 is not finished.')
})

test('a listing takes all pages and keeps each name on its line', async () => {
  const { output } = await withServer(['ls', 'Procore:Harbour'])
  expect(output).toMatch(
    /^folder\t–\t2026-03-02 \d\d:\d\d\tDrawings\/\nfile\t1\.5 KiB\t–\tA\\u0009B\\u000a\.pdf \(private\)\n$/,
  )
  const { output: json } = await withServer(['ls', 'Procore:Harbour', '--json'])
  expect(entryPage.parse(JSON.parse(json)).entries.map(({ name }) => name)).toEqual(['Drawings', 'A\tB\n.pdf'])
})

test('a name that begins with a dash follows two dashes', async () => {
  api = await fakeApi({ listEntries: () => answer(entryPage, { entries: [] }) })
  const { exitCode, output } = await typeCommand(['ls', '--json', '--server', api.url, '--', '-odd'], {
    folder: '/srv',
  })
  expect({ exitCode, output }).toEqual({ exitCode: 0, output: '{"entries":[]}\n' })
  expect(api.heard[0]?.query.location).toBe('/srv/-odd')
})

test.each([
  [['runs', 'list', '--json'], runPage],
  [['runs', 'show', '12', '--json'], runView],
  [['runs', 'watch', '12', '--json'], runView],
  [['runs', 'pause', '12', '--json'], runView],
  [['runs', 'cancel', '12', '--json'], runView],
  [['runs', 'resume', '12', '--json'], runView],
  [['runs', 'overview', '12', '--json'], runOverview],
  [['jobs', 'list', '--json'], jobPage],
  [['jobs', 'show', '3', '--json'], jobView],
  [['jobs', 'run', '3', '--json'], runView],
  [['jobs', 'simulate', '3', '--json'], runView],
  [['platforms', '--json'], platformList],
] as const)('%j prints one document of the API and nothing else', async (words, schema) => {
  const { exitCode, output } = await withServer(words)
  expect(exitCode).toBe(0)
  expect(schema.safeParse(JSON.parse(output)).error).toBeUndefined()
})

test.each([
  [['runs', 'list'], /^12\tHandover\trun\tcompleted\t3\t2\.9 KiB\t0\t/],
  [['runs', 'pause', '12'], /^Run 12: pausing\n$/],
  [['runs', 'report', '12'], /^\/data\/reports\/12\.html\n\/data\/reports\/12\.jsonl\n$/],
  [['runs', 'causes', '12'], /^3\tinvalid-name\t.*\tRename it at the source\.\n\nThen: gantry runs retry 12 --cause/],
  [['runs', 'retry', '12', '--item', 'Plans/A-1.pdf'], /^1 item tried again in run 13\./],
  [['runs', 'ignore', '12', '--cause', 'invalid-name'], /^Ignored: 3 items\.\n$/],
  [['runs', 'throughput', '12'], /^2026-03-02 \d\d:\d\d\twaiting\trate-limit\t3\t2\.0 KiB\n$/],
  [['runs', 'overview', '12'], /^Drawings\t1,204\t2\.0 KiB\t3\n/],
  [['jobs', 'list'], /^3\tHandover\t\/srv\/handover\tProcore:Harbour\/Handover\t–\t–\n$/],
  [
    ['jobs', 'show', '3'],
    /never deletes\.\nIt has not run yet\.\n\n--content\teverything\n--direction\tcopy\n--on-conflict\tflag\n/,
  ],
  [['jobs', 'simulate', '3'], /^Run 12 has started\./],
  [['platforms'], /^filesystem\tDisk or share\t/],
  [['platforms', 'procore'], /--set-file clientSecret=FILE\trequired\tOf the same app\./],
] as const)('%j prints its lines', async (words, pattern) => {
  expect((await withServer(words)).output).toMatch(pattern)
})

test('report and proof can be saved', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gantry-cli-'))
  const words = ['runs', 'report', '12', '--save', 'report.html', '--save-proof', 'proof.jsonl']
  expect((await withServer(words, { folder })).exitCode).toBe(0)
  expect(await readFile(join(folder, 'report.html'), 'utf8')).toBe('<!doctype html>')
  expect(await readFile(join(folder, 'proof.jsonl'), 'utf8')).toBe('{"line":1}\n')
})

test('an export is saved, or printed as it comes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gantry-cli-'))
  const words = ['runs', 'export', '12', '--what', 'renamed', '--reason', 'truncated', '--text', 'A 1']
  expect(await withServer([...words, '--output', 'renamed.csv'], { folder })).toMatchObject({ exitCode: 0, output: '' })
  expect(await readFile(join(folder, 'renamed.csv'), 'utf8')).toBe('\ufeff"State"\r\n"succeeded"\r\n')
  expect(api?.heard[0]).toMatchObject({
    parts: { run: '12', what: 'renamed' },
    query: { format: 'csv', reason: 'truncated', text: 'A 1' },
  })
  expect((await withServer(['runs', 'export', '12', '--format', 'jsonl'])).output).toContain('"succeeded"')
})

test('a workbook is not printed on a terminal', async () => {
  const { exitCode, errors } = await withServer(['runs', 'export', '12', '--format', 'xlsx'], { isPerson: true })
  expect([exitCode, errors]).toEqual([2, expect.stringContaining('--output FILE')])
  expect(api?.heard).toEqual([])
})

test('on a terminal a table fits its width', async () => {
  const { output } = await withServer(['runs', 'list'], { isPerson: true })
  const rows = stripVTControlCharacters(output).trimEnd().split('\n')
  expect(rows[0]).toMatch(/^Run +Job +Kind +State +Items +Moved +Flagged +Begun$/)
  for (const row of rows) expect(row.length).toBeLessThanOrEqual(100)
})
