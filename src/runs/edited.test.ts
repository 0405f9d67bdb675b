// Jobs whose choices are changed between two runs.
import { describe, expect, test } from 'vitest'
import { StorageError, type Path } from '#platform'
import type { Knobs } from '../platforms/memory/knobs.ts'
import { openMemory, type MemoryStorage } from '../platforms/memory/open-memory.ts'
import { decideAboutRemovals } from './start.ts'
import { houseOfTest } from './testing/house.ts'
import { tester } from './testing/open-stage.ts'

const plan: Path = ['Plans', 'A-101.pdf']
const tool: Path = ['tool.exe']
const archive: Path = ['tool.exe.zip']

async function between(knobs: { readonly source?: Partial<Knobs>; readonly destination?: Partial<Knobs> } = {}) {
  const source = openMemory({ spaces: ['s'], ...knobs.source })
  const destination = openMemory({ spaces: ['s'], ...knobs.destination })
  const house = await houseOfTest({ source, destination })
  return { source, destination, house }
}

async function textIn(storage: MemoryStorage, path: Path): Promise<string> {
  return Buffer.concat(await Array.fromAsync(storage.read({ space: 's', path }))).toString()
}

describe('a job that goes both ways from now on', () => {
  /** Its last run could not bring a change of the office to the site. */
  async function failedOneWay() {
    const opened = await between()
    const { source, destination, house } = opened
    source.put(plan, 'first')
    const job = await house.job()
    await house.run(job)
    source.put(plan, 'second, of the office')
    destination.turn({
      fault: ({ verb }) => (verb === 'write' ? 'before' : undefined),
      failure: (verb) => new StorageError({ kind: 'forbidden', verb, message: 'The account may not write.' }),
    })
    expect(await house.run(job)).toMatchObject({ states: { flagged: { items: 1 } } })
    destination.turn({ fault: () => undefined })
    await house.reoption(job, { direction: 'two-way' })
    return { ...opened, job }
  }

  test('takes there what the last run could not', async () => {
    const { destination, house, job } = await failedOneWay()
    expect(await house.run(job)).toMatchObject({ state: 'completed', moved: { items: 1 } })
    expect(await textIn(destination, plan)).toBe('second, of the office')
  })

  test('writes nothing over what the last run could not take there', async () => {
    const { source, destination, house, job } = await failedOneWay()
    destination.put(plan, 'of the site')
    await house.run(job)
    expect(await house.items(job)).toMatchObject({ 'Plans/A-101.pdf': 'flagged conflict' })
    expect(await textIn(source, plan)).toBe('second, of the office')
    expect(await textIn(destination, plan)).toBe('of the site')
  })

  test('deletes nothing at the source that the last run could not put back', async () => {
    const { source, destination, house, job } = await failedOneWay()
    await house.reoption(job, { direction: 'copy' })
    await destination.delete?.(destination.entry(plan))
    destination.turn({ fault: ({ verb }) => (verb === 'write' ? 'before' : undefined) })
    await house.run(job)
    destination.turn({ fault: () => undefined })
    await house.reoption(job, { direction: 'two-way', deletedItems: 'mirror' })
    expect(await house.run(job)).toMatchObject({ state: 'completed' })
    expect(await textIn(source, plan)).toBe('second, of the office')
    expect(await textIn(destination, plan)).toBe('second, of the office')
  })

  test.each([
    ['changed at the destination', ({ destination }) => destination.put(archive, 'of somebody')],
    ['of a file that changes', ({ source }) => source.put(tool, 'MZ, the second')],
    ['of a file that is renamed', ({ source }) => source.move?.(source.entry(tool), { space: 's', path: ['new.exe'] })],
    ['of a file that is deleted', ({ source }) => source.delete?.(source.entry(tool))],
    ['deleted at the destination', ({ destination }) => destination.delete?.(destination.entry(archive))],
  ] satisfies [string, (sides: Record<'source' | 'destination', MemoryStorage>) => unknown][])(
    'takes no archive for the file in it: one %s',
    async (_, change) => {
      const { source, destination, house } = await between({ destination: { facts: { restrictedTypes: ['.exe'] } } })
      source.put(tool, 'MZ')
      const job = await house.job({ restrictedTypes: 'zip' })
      await house.run(job)
      await house.reoption(job, { direction: 'two-way', restrictedTypes: 'flag', deletedItems: 'mirror' })
      await change({ source, destination })
      const trees = async () => [await everything(source), await everything(destination)]
      const before = await trees()
      expect(await house.run(job)).toMatchObject({ state: 'completed-with-flags' })
      expect(await trees()).toEqual(before)
    },
  )
})

async function everything(storage: MemoryStorage): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {}
  for await (const { entries } of storage.list({ space: 's', path: [] })) {
    for (const { path } of entries) found[path.join('/')] = await textIn(storage, path)
  }
  return found
}

test('a copy back that could not be proven does not go over the original when the job goes one way from now on', async () => {
  const { source, destination, house } = await between({ source: { facts: { hashes: [] } } })
  destination.put(plan, 'first')
  const job = await house.job({ direction: 'two-way', onConflict: 'prefer-source' })
  await house.run(job)
  destination.put(plan, 'the good one')
  source.turn({ corrupt: () => Buffer.from('the bad one!') })
  await house.run(job)
  expect(await textIn(source, plan)).toBe('the bad one!')

  await house.reoption(job, { direction: 'copy' })
  for (const _ of ['once', 'again']) {
    expect(await house.run(job)).toMatchObject({ state: 'completed-with-flags', moved: { items: 0 } })
    expect(await house.items(job)).toMatchObject({ 'Plans/A-101.pdf': 'flagged not-verified-back' })
    expect(await textIn(destination, plan)).toBe('the good one')
  }
  source.turn({ corrupt: (bytes) => bytes })
  await house.reoption(job, { direction: 'two-way' })
  expect(await house.run(job)).toMatchObject({ state: 'completed' })
  expect(await textIn(source, plan)).toBe('the good one')
})

test('what the filters leave out by now stays at the destination, also when the source loses it', async () => {
  const { source, destination, house } = await between()
  source.put(plan, 'content')
  source.put(['Old', 'a.pdf'], 'old')
  source.put(['b.tmp'], 'temporary')
  source.put(['c.txt'], 'text')
  const job = await house.job({ deletedItems: 'mirror' })
  await house.run(job)
  await house.refilter(job, { exclude: ['Old/', '*.tmp'] })
  for (const path of [['Old'], ['b.tmp'], ['c.txt']]) await source.delete?.(source.entry(path))
  const { id } = await house.start(job)
  await house.until(id, 'waiting')
  await decideAboutRemovals(house.means, tester, id, 'approved')
  const run = await house.until(id, 'completed', 'completed-with-flags')
  expect(run).toMatchObject({ state: 'completed', removed: { items: 1 } })
  expect(await house.items(job)).toMatchObject({ Old: 'ignored excluded', 'b.tmp': 'ignored excluded' })
  expect(await house.sentence(job, 'b.tmp')).toBe(
    'The filter “*.tmp” leaves it out. What an earlier run copied stays at the destination.',
  )
  expect(await textIn(destination, ['Old', 'a.pdf'])).toBe('old')
  expect(await textIn(destination, ['b.tmp'])).toBe('temporary')
  expect(() => destination.entry(['c.txt'])).toThrow('it is not there')
  await house.expectSumsToAgree(job, run)
  expect(await house.run(job)).toMatchObject({ state: 'completed', removed: { items: 0 } })

  await house.refilter(job, {})
  const again = await house.start(job)
  await house.until(again.id, 'waiting')
})
