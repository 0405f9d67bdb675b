import { text } from 'node:stream/consumers'
import { afterAll, describe, expect, test } from 'vitest'
import type { ExportContent, ExportQuery } from '#api/contract/exports.ts'
import type { RunView } from '#api/contract/runs.ts'
import { tree } from '#engine/testing/tree.ts'
import { exportFolders, exportItems, refuseFilters } from './export-run.ts'
import { overviewOf } from './kept-overview.ts'
import { findRun } from './rows.ts'
import { openHouse, type House } from './testing/house.ts'
import { foldersFileBeside } from './validate-folders.ts'

const { signal } = new AbortController()

interface Scene {
  readonly house: House
  readonly view: RunView
  readonly simulated: RunView
}

let opened: Promise<Scene> | undefined
afterAll(async () => (await opened)?.house.close())

/** One run for all tests, which only read. */
async function open(): Promise<Scene> {
  const source = tree()
  source.put(['Plans', '-2 level.dwg'], 'lower')
  source.put(['Plans', 'A-101.pdf'], 'first')
  source.put(['Plans', 'draft.tmp'], 'away')
  source.put(['Photos', 'site.jpg'], 'picture')
  const destination = tree()
  destination.put(['Photos', 'site.jpg'], 'of somebody else')
  const house = await openHouse({ source, destination })
  const job = await house.job({}, { exclude: ['*.tmp'] })
  const simulated = await house.run(job, 'simulation')
  const view = await house.run(job)
  await house.expectSumsToAgree(job, view)
  return { house, view, simulated }
}

async function exported(
  what: ExportContent,
  { of = 'view', ...query }: Partial<ExportQuery> & { readonly of?: 'view' | 'simulated' } = {},
): Promise<string> {
  const scene = await (opened ??= open())
  const run = await findRun(scene.house.db, scene[of].id)
  if (!run) throw new Error(`There is no run ${scene[of].id}.`)
  return text(exportItems(scene.house.db, run, { what, format: 'csv', ...query }, signal))
}

const lines = (csv: string) => csv.split('\r\n').slice(0, -1)

describe('the exports of a run', () => {
  test('hold every item once, in the words of the product', async () => {
    const [titles, ...rows] = lines(await exported('items'))
    expect(titles).toMatch(/^"State","Reason","Why","Kind","Bytes","Source","Destination",/)
    expect(rows).toHaveLength(6)
    expect(rows).toContainEqual(
      expect.stringMatching(/^"succeeded","copied","new at the destination","file",5,"Plans\/-2 level\.dwg",/),
    )
    expect(rows).toContainEqual(
      expect.stringMatching(/^"ignored","excluded",.*,"Plans\/draft\.tmp",,,,,,"20\d\d-.*Z"$/),
    )
  })

  test('hold only what is asked for, by content and by filters', async () => {
    expect(lines(await exported('flagged'))).toEqual([expect.any(String), expect.stringContaining('Photos/site.jpg')])
    expect(lines(await exported('items', { state: 'flagged' }))).toHaveLength(2)
    expect(lines(await exported('items', { text: 'a-101' }))).toHaveLength(2)
    expect(lines(await exported('ignored', { reason: 'hidden' }))).toHaveLength(1)
    const objects = (await exported('ignored', { format: 'jsonl' })).trim().split('\n')
    expect(objects.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { source: 'Plans/draft.tmp', state: 'ignored', reason: 'excluded' },
    ])
  })

  test('of a simulation are its plan', async () => {
    const [titles, ...rows] = lines(await exported('items', { of: 'simulated' }))
    expect(titles).toContain('"Action"')
    expect(rows).toContainEqual(expect.stringMatching(/^"pending","copied",.*"copy","file",5,"Plans\/A-101\.pdf"/))
  })

  test('compare each folder of the source with what the destination holds of it', async () => {
    const { view } = await (opened ??= open())
    const file = foldersFileBeside(view.report ?? '')
    const [titles, ...rows] = lines(await text(exportFolders(file, { format: 'csv' }, signal)))
    expect(titles).toMatch(/^"Outcome","Source folder","Destination folder","Files at the source"/)
    expect(rows).toEqual([
      '"same","","",0,0,0,2,2,0,0,0,0,0,0',
      '"differs","Photos",,1,0,1,0,0,0,7,0,7,0,1',
      '"left-out","Plans","Plans",3,2,1,0,0,0,14,10,4,1,0',
    ])
  })

  test('have an overview of the files by type, size and age', async () => {
    const { house, view, simulated } = await (opened ??= open())
    const overview = await overviewOf(house.db, view.id)
    expect(overview?.types).toEqual([
      { class: 'documents', words: 'Documents', files: 1, bytes: 5, flagged: 0 },
      { class: 'drawings', words: 'Drawings', files: 1, bytes: 5, flagged: 0 },
      { class: 'images', words: 'Images', files: 1, bytes: 7, flagged: 1 },
      { class: 'temporary', words: 'Temporary files', files: 1, bytes: 4, flagged: 0 },
    ])
    expect(overview?.sizes).toMatchObject([{ class: 'to-100-kib', files: 4, bytes: 21 }])
    expect((await overviewOf(house.db, simulated.id))?.types).toEqual(overview?.types)
  })

  test('refuse filters that say something else than they hold', () => {
    const format = 'csv'
    expect(() => refuseFilters({ what: 'renamed', format, state: 'flagged' })).toThrow(/“revised”, not “flagged”/)
    expect(() => refuseFilters({ what: 'folders', format, text: 'plans' })).toThrow(/takes no filters/)
    expect(() => refuseFilters({ what: 'renamed', format, state: 'revised' })).not.toThrow()
  })
})
