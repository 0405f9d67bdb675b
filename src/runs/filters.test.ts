import { afterEach, expect, test } from 'vitest'
import { tree, type Tree } from '#engine/testing/tree.ts'
import { openHouse, type House } from './testing/house.ts'

let house: House | undefined

afterEach(async () => {
  await house?.close()
  house = undefined
})

const march = new Date('2026-03-01T12:00:00Z')
const may = new Date('2026-05-01T12:00:00Z')

function project(): Tree {
  const source = tree()
  source.put(['A-101.pdf'], 'first floor', may)
  source.put(['notes.tmp'], 'x', may)
  source.put(['Drawings', 'E-1.dwg'], 'lights', march)
  source.put(['Drawings', 'E-2.dwg'], 'switches', may)
  source.put(['Drawings', 'Old', 'E-0.dwg'], 'candles', march)
  source.put(['Drawings', 'Old', 'Older', 'E-00.dwg'], 'torches', march)
  source.put(['Photos', 'crane.jpg'], 'a crane', may)
  return source
}

async function open(source = project()) {
  const ends = { source, destination: tree() }
  house = await openHouse(ends)
  return { ...ends, house, there: () => [...ends.destination.files.keys()].toSorted() }
}

/** The folders that are looked into from now on. */
function listingsOf(source: Tree): readonly string[] {
  const listed: string[] = []
  const { list } = source
  source.list = (folder, options) => {
    listed.push(folder.path.join('/'))
    return list(folder, options)
  }
  return listed
}

test('includes, excludes and bounds leave out what they name, each item with its reason; what is left out is not looked into', async () => {
  const { house, source, there } = await open()
  const listed = listingsOf(source)
  const filters = { include: ['group:drawings', '/*.pdf'], exclude: ['Old/'], modifiedAfter: '2026-04-01' }
  const job = await house.job({}, filters)
  const view = await house.run(job)
  expect(await house.items(job)).toEqual({
    'A-101.pdf': 'succeeded copied',
    'notes.tmp': 'ignored not-included',
    Drawings: 'succeeded made',
    'Drawings/E-1.dwg': 'ignored filtered-by-date',
    'Drawings/E-2.dwg': 'succeeded copied',
    'Drawings/Old': 'ignored excluded',
    Photos: 'succeeded made',
    'Photos/crane.jpg': 'ignored not-included',
  })
  expect(there()).toEqual(['A-101.pdf', 'Drawings/E-2.dwg'])
  expect(listed.toSorted()).toEqual(['', 'Drawings', 'Photos'])
  expect(view.reasons).toContainEqual({
    state: 'ignored',
    reason: 'not-included',
    words: 'none of the filters takes it in',
    items: 2,
  })
  await house.expectSumsToAgree(job, view)
})

test('of folders named by their paths the deepest counts, and no other is looked into', async () => {
  const { house, source, there } = await open()
  const listed = listingsOf(source)
  const job = await house.job({}, { include: ['/**', '/Drawings/Old/Older/'], exclude: ['/Drawings/', '/Photos/'] })
  const view = await house.run(job)
  expect(there()).toEqual(['A-101.pdf', 'Drawings/Old/Older/E-00.dwg', 'notes.tmp'])
  expect(listed.toSorted()).toEqual(['', 'Drawings', 'Drawings/Old', 'Drawings/Old/Older'])
  expect(await house.items(job)).toMatchObject({
    'Drawings/E-1.dwg': 'ignored excluded',
    'Drawings/Old/E-0.dwg': 'ignored excluded',
    Photos: 'ignored excluded',
  })
  await house.expectSumsToAgree(job, view)
})

test('what an earlier run copied and a new filter leaves out stays at the destination, and every item says so', async () => {
  const { house, there } = await open()
  const job = await house.job()
  await house.run(job)
  const before = there()
  await house.refilter(job, { exclude: ['Old/', '*.tmp'] })

  const plan = await house.run(job, 'simulation')
  expect(plan.states.ignored?.items).toBe(5)
  const view = await house.run(job)
  expect(there()).toEqual(before)
  expect(await house.items(job)).toMatchObject({
    'notes.tmp': 'ignored excluded',
    'Drawings/Old': 'ignored excluded',
    'Drawings/Old/E-0.dwg': 'ignored excluded',
    'Drawings/Old/Older/E-00.dwg': 'ignored excluded',
    'Drawings/E-1.dwg': 'succeeded copied',
  })
  expect(await house.sentence(job, 'Drawings/Old/Older/E-00.dwg')).toBe(
    'The filter “Old/” leaves it out. What an earlier run copied stays at the destination.',
  )
  await house.expectSumsToAgree(job, view)
  await house.expectSumsToAgree(job, await house.run(job))

  await house.refilter(job, {})
  const again = await house.run(job)
  expect(again).toMatchObject({ state: 'completed', states: { ignored: { items: 0 } }, moved: { items: 0 } })
  expect(there()).toEqual(before)
  await house.expectSumsToAgree(job, again)
})

test('a folder of which everything is left out counts as empty', async () => {
  const { house, destination } = await open()
  const job = await house.job({ emptyFolders: 'skip' }, { include: ['*.pdf', '*.dwg'] })
  await house.expectSumsToAgree(job, await house.run(job))
  expect(await house.items(job)).toMatchObject({
    Photos: 'ignored empty-folder',
    'Photos/crane.jpg': 'ignored not-included',
  })
  expect(destination.folders.has('Photos')).toBe(false)
})
