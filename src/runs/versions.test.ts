import { expect, test } from 'vitest'
import type { JobOptions } from '#engine/options.ts'
import type { Path } from '#platform'
import type { Knobs } from '../platforms/memory/knobs.ts'
import { openMemory, type MemoryStorage } from '../platforms/memory/open-memory.ts'
import { itemDetails } from './item-details.ts'
import { itemsOf } from './items.ts'
import { findRun, type Run } from './rows.ts'
import { cancelRun, pauseRun, resumeRun } from './start.ts'
import { after } from './testing/after.ts'
import { houseOfTest, type House } from './testing/house.ts'
import { tester } from './testing/open-stage.ts'

const memory = (knobs: Partial<Knobs> = {}) => openMemory({ spaces: ['s'], ...knobs })

async function between(ends: { source: MemoryStorage; destination: MemoryStorage }): Promise<House> {
  return await houseOfTest(ends)
}

const plan: Path = ['Plans', 'A-101.pdf']
const note: Path = ['note.txt']
const revisions = ['revision 1', 'revision 2, longer', 'revision 3']

function withRevisions(): MemoryStorage {
  const source = memory()
  for (const content of revisions) source.put(plan, content)
  source.put(note, 'only one')
  return source
}

async function contentsOf(storage: MemoryStorage, path: Path): Promise<readonly string[]> {
  const entry = storage.entry(path)
  const versions = (await storage.versions?.(entry)) ?? []
  const read = versions.map(({ id }) => Array.fromAsync(storage.read(entry, { version: id })))
  return (await Promise.all(read)).map((chunks) => Buffer.concat(chunks).toString())
}

async function found({ db }: House, id: string): Promise<Run> {
  const run = await findRun(db, id)
  if (!run) throw new Error(`There is no run ${id}.`)
  return run
}

const all: Partial<JobOptions> = { versions: 'all' }

test('a job that asks for versions brings all of them, once, and the report counts them', async () => {
  const ends = { source: withRevisions(), destination: memory() }
  const house = await between(ends)
  const job = await house.job(all)

  const simulation = await house.run(job, 'simulation')
  expect(simulation).toMatchObject({ olderVersions: { moved: 0, left: 2 }, states: { pending: { items: 3 } } })
  const planned = await itemsOf(house.db, await found(house, simulation.id), { limit: 9 })
  expect(planned.items.find(({ source }) => source === 'Plans/A-101.pdf')).toMatchObject({ versions: 3 })

  const run = await house.run(job)
  expect(run).toMatchObject({
    state: 'completed',
    moved: { items: 2 },
    olderVersions: { moved: 2, left: 0 },
    verified: 2,
  })
  expect(run).not.toHaveProperty('notices')
  expect(await contentsOf(ends.destination, plan)).toEqual(revisions)
  expect(await contentsOf(ends.destination, note)).toEqual(['only one'])
  const item = await itemDetails(house.db, await found(house, run.id), {
    source: 'Plans/A-101.pdf',
    kind: 'file',
  })
  expect(item).toMatchObject({ state: 'succeeded', versions: 3, atDestination: { size: revisions[2]?.length } })
  await house.expectSumsToAgree(job, run)

  ends.source.put(plan, 'revision 4')
  ends.source.put(plan, 'revision 5')
  const second = await house.run(job)
  expect(second).toMatchObject({ moved: { items: 1 }, olderVersions: { moved: 1, left: 0 } })
  const third = await house.run(job)
  expect(third.moved.items).toBe(0)
  expect(third).not.toHaveProperty('olderVersions')
  expect(await contentsOf(ends.destination, plan)).toEqual([...revisions, 'revision 4', 'revision 5'])
})

test('a side that keeps no versions is told of before anything is done, and gets the latest', async () => {
  const ends = { source: withRevisions(), destination: memory({ facts: { keepsVersions: false } }) }
  const house = await between(ends)
  const job = await house.job(all)
  const sentence =
    'Destination keeps no versions: of each file the latest is copied, and the older ones stay at the source.'
  expect(await house.run(job, 'simulation')).toMatchObject({ notices: [sentence] })
  const run = await house.run(job)
  expect(run).toMatchObject({ state: 'completed', notices: [sentence], moved: { items: 2 } })
  expect(run).not.toHaveProperty('olderVersions')
  const [bytes] = await Array.fromAsync(ends.destination.read(ends.destination.entry(plan)))
  expect(Buffer.from(bytes ?? []).toString()).toBe(revisions[2])
})

test.each([
  ['cancelled between two versions, the next run goes on', cancelRun, 'cancelled'],
  ['paused between two versions, it goes on when resumed', pauseRun, 'paused'],
] as const)('%s where it was', async (_, stop, rest) => {
  const ends = { source: withRevisions(), destination: memory() }
  const house = await between(ends)
  const job = await house.job(all)
  const run = { id: '' }
  const versionsThere = () => ends.destination.entry(plan).versionNumber
  after(ends.destination, 2, () => stop(house.means, tester, run.id))
  run.id = (await house.start(job)).id
  await house.until(run.id, rest)
  expect(versionsThere()).toBeLessThan(3)

  if (rest === 'paused') await resumeRun(house.means, tester, run.id)
  const last = rest === 'paused' ? await house.until(run.id, 'completed') : await house.run(job)
  expect(last.states).toMatchObject({ flagged: { items: 0 }, pending: { items: 0 } })
  expect(await contentsOf(ends.destination, plan)).toEqual(revisions)
  expect(await contentsOf(ends.destination, note)).toEqual(['only one'])
  await house.expectSumsToAgree(job, last)
})

test('a job that keeps both sides in step takes versions of either side to the other', async () => {
  const ends = { source: withRevisions(), destination: memory() }
  const house = await between(ends)
  const job = await house.job({ ...all, direction: 'two-way' })
  await house.run(job)
  expect(await contentsOf(ends.destination, plan)).toEqual(revisions)
  for (const content of ['from there 4', 'from there 5']) ends.destination.put(plan, content)
  expect(await house.run(job)).toMatchObject({ moved: { items: 1 }, olderVersions: { moved: 1 } })
  expect(await contentsOf(ends.source, plan)).toEqual([...revisions, 'from there 4', 'from there 5'])
  ends.source.put(plan, 'from here 6')
  await house.run(job)
  expect(await house.run(job)).toMatchObject({ moved: { items: 0 } })
  for (const side of [ends.source, ends.destination]) {
    expect(await contentsOf(side, plan)).toEqual([...revisions, 'from there 4', 'from there 5', 'from here 6'])
  }
})

test('a part of its versions is gone on with in both directions', async () => {
  const ends = { source: memory(), destination: withRevisions() }
  const house = await between(ends)
  const job = await house.job({ ...all, direction: 'two-way' })
  const run = { id: '' }
  after(ends.source, 2, () => cancelRun(house.means, tester, run.id))
  run.id = (await house.start(job)).id
  await house.until(run.id, 'cancelled')
  expect(await house.run(job)).toMatchObject({ states: { flagged: { items: 0 } } })
  expect(await contentsOf(ends.source, plan)).toEqual(revisions)
  expect(await house.run(job)).toMatchObject({ moved: { items: 0 } })
  expect(await contentsOf(ends.destination, plan)).toEqual(revisions)
})
