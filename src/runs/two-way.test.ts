import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { JobOptions } from '#engine/options.ts'
import type { Entry, Path } from '#platform'
import { openMemory, type MemoryStorage } from '../platforms/memory/open-memory.ts'
import { ignoreItems } from './ignore.ts'
import { itemsOf } from './items.ts'
import { findRun } from './rows.ts'
import { decideAboutRemovals } from './start.ts'
import { openHouse, type House } from './testing/house.ts'
import { tester } from './testing/open-stage.ts'

type Job = Awaited<ReturnType<House['job']>>

const ends = { source: openMemory({ spaces: ['s'] }), destination: openMemory({ spaces: ['s'] }) }
let house: House

beforeAll(async () => {
  house = await openHouse(ends)
})
afterAll(() => house.close())

const path = (text: string): Path => text.split('/')
const place = (text: string) => ({ space: 's', path: text === '' ? [] : path(text) })

async function paths(storage: MemoryStorage): Promise<Record<string, string>> {
  const all: Record<string, string> = {}
  const stack: Pick<Entry, 'space' | 'path'>[] = [place('')]
  for (let folder = stack.pop(); folder; folder = stack.pop()) {
    for await (const { entries } of storage.list(folder)) {
      for (const entry of entries) {
        if (entry.kind === 'folder') stack.push(entry)
        all[entry.path.join('/')] = entry.kind === 'folder' ? '' : await text(storage, entry)
      }
    }
  }
  return all
}

async function text(storage: MemoryStorage, entry: Entry): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of storage.read(entry)) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

/** A job between two new storages, which has run once. */
async function inStep(options: Partial<JobOptions> = {}): Promise<Job> {
  ends.source = openMemory({ spaces: ['s'] })
  ends.destination = openMemory({ spaces: ['s'] })
  ends.source.put(path('Plans/A-101.pdf'), 'first floor')
  ends.source.put(path('Plans/A-102.pdf'), 'second floor')
  ends.source.put(path('notes.txt'), 'from the office')
  ends.destination.put(path('Photos/1.jpg'), 'from the site')
  const job = await house.job({ direction: 'two-way', deletedItems: 'mirror', onConflict: 'keep-both', ...options })
  const view = await house.run(job)
  expect(view.state).toBe('completed')
  await house.expectSumsToAgree(job, view)
  return job
}

async function expectAlike(): Promise<Record<string, string>> {
  const [here, there] = [await paths(ends.source), await paths(ends.destination)]
  expect(here).toEqual(there)
  return here
}

/** What moved content or changed a side. */
async function workOf(job: Job): Promise<Record<string, number>> {
  const view = await house.run(job)
  expect(view.state).toBe('completed')
  return Object.fromEntries(
    view.reasons.filter(({ reason }) => reason !== 'unchanged').map(({ reason, items }) => [reason, items]),
  )
}

async function approved(job: Job) {
  const { id } = await house.start(job)
  const waiting = await house.until(id, 'waiting')
  await decideAboutRemovals(house.means, tester, id, 'approved')
  await house.until(id, 'completed', 'completed-with-flags')
  return waiting.waiting?.reason
}

describe('a job that keeps both sides in step', () => {
  test('copies each way what the other side lacks, and nothing when nothing changed', async () => {
    const job = await inStep()
    expect(await expectAlike()).toEqual({
      Plans: '',
      'Plans/A-101.pdf': 'first floor',
      'Plans/A-102.pdf': 'second floor',
      'notes.txt': 'from the office',
      Photos: '',
      'Photos/1.jpg': 'from the site',
    })
    const [before, after] = [ends.source.calls.length, ends.destination.calls.length]
    await house.run(job)
    const calls = [...ends.source.calls.slice(before), ...ends.destination.calls.slice(after)]
    expect(calls.filter((call) => !['list', 'list-deep', 'spaces'].includes(call))).toEqual([])
  })

  test('takes changes of either side to the other', async () => {
    const job = await inStep()
    ends.source.put(path('Plans/A-101.pdf'), 'first floor, revised')
    ends.destination.put(path('notes.txt'), 'from the site now')
    ends.destination.put(path('Photos/2.jpg'), 'another')
    expect(await workOf(job)).toMatchObject({ updated: 1, 'updated-back': 1, 'copied-back': 1 })
    expect(await expectAlike()).toMatchObject({
      'Plans/A-101.pdf': 'first floor, revised',
      'notes.txt': 'from the site now',
      'Photos/2.jpg': 'another',
    })
  })

  test('follows what was renamed and moved, without moving content', async () => {
    const job = await inStep()
    await ends.source.move?.(ends.source.entry(path('Plans')), place('Drawings'))
    await ends.destination.move?.(ends.destination.entry(path('notes.txt')), place('Photos/notes.txt'))
    const writes = [ends.source, ends.destination].map(({ calls }) => calls.filter((call) => call === 'write').length)
    const view = await house.run(job)
    expect(view.reasons).toContainEqual(expect.objectContaining({ reason: 'moved', items: 2 }))
    await house.expectSumsToAgree(job, view)
    const { items } = await itemsOf(house.db, (await findRun(house.db, view.id)) ?? expect.fail(), {
      text: 'notes',
      limit: 9,
    })
    expect(items.map(({ source }) => source)).toEqual(['Photos/notes.txt'])
    expect(await expectAlike()).toEqual({
      Drawings: '',
      'Drawings/A-101.pdf': 'first floor',
      'Drawings/A-102.pdf': 'second floor',
      Photos: '',
      'Photos/1.jpg': 'from the site',
      'Photos/notes.txt': 'from the office',
    })
    expect([ends.source, ends.destination].map(({ calls }) => calls.filter((call) => call === 'write').length)).toEqual(
      writes,
    )
  })

  test('knows where everything in a folder lies that had signs of four bytes in its name when it was renamed', async () => {
    const job = await inStep()
    ends.source.put(path('🏗🏗/Level 1/A-201.pdf'), 'third floor')
    ends.source.put(path('🏗🏗/A-202.pdf'), 'fourth floor')
    await house.run(job)
    await ends.source.move?.(ends.source.entry(['🏗🏗']), place('Towers'))
    expect(await workOf(job)).toMatchObject({ moved: 1 })
    const { rows } = await sql<{ destination: string }>`
      select coalesce(destination, source) as destination from items
      where job = ${job.id} and not is_gone and source like 'Towers%' order by 1`.execute(house.db)
    expect(rows.map(({ destination }) => destination)).toEqual([
      'Towers',
      'Towers/A-202.pdf',
      'Towers/Level 1',
      'Towers/Level 1/A-201.pdf',
    ])
    await ends.source.delete?.(ends.source.entry(path('Towers/A-202.pdf')))
    await approved(job)
    expect(Object.keys(await expectAlike())).not.toContain('Towers/A-202.pdf')
  })

  test('keeps both of what was changed on both sides: the older one under another name', async () => {
    const job = await inStep()
    ends.source.put(path('notes.txt'), 'the office says', new Date('2026-03-01T10:15:00Z'))
    ends.destination.put(path('notes.txt'), 'the site says', new Date('2026-03-02T08:00:00Z'))
    expect(await workOf(job)).toMatchObject({ 'kept-both': 1, 'set-aside': 1 })
    expect(await expectAlike()).toMatchObject({
      'notes.txt': 'the site says',
      'notes (conflict 2026-03-01 10.15.00).txt': 'the office says',
    })
    expect(await house.sentence(job, 'notes.txt')).toBe(
      'Both sides changed it; what the source held is kept as “notes (conflict 2026-03-01 10.15.00).txt”.',
    )
    expect(await workOf(job)).toEqual({})
  })

  test('flags what was changed on both sides where the job says so, and touches neither', async () => {
    const job = await inStep({ onConflict: 'flag' })
    ends.source.put(path('notes.txt'), 'the office says')
    ends.destination.put(path('notes.txt'), 'the site says')
    expect(await house.run(job)).toMatchObject({ state: 'completed-with-flags' })
    expect((await paths(ends.source))['notes.txt']).toBe('the office says')
    expect((await paths(ends.destination))['notes.txt']).toBe('the site says')
    expect(await ignoreItems(house.means, tester, { job: job.id })).toBe(1)
    expect(await house.run(job)).toMatchObject({ state: 'completed' })
    expect((await house.items(job))['notes.txt']).toBe('ignored ignored-by-decision')
  })

  test('repeats deletions of either side, once somebody has approved', async () => {
    const job = await inStep()
    await ends.source.delete?.(place('notes.txt'))
    await ends.destination.delete?.(place('Plans'))
    expect(await approved(job)).toBe(
      '4 items of 6 would be deleted at the destination or, 3 of them, at the source, because the other side does not hold them any more; this job has not deleted anything before. Nothing is deleted until somebody approves.',
    )
    expect(await expectAlike()).toEqual({ Photos: '', 'Photos/1.jpg': 'from the site' })
  })

  test.each([
    ['mirror-source', { source: true, destination: false }, { source: false, destination: false }],
    ['mirror-destination', { source: false, destination: false }, { source: false, destination: true }],
  ] as const)('told to %s repeats the deletions of that side alone', async (deletedItems, notes, photos) => {
    const job = await inStep({ deletedItems })
    await ends.source.delete?.(place('Photos'))
    await ends.destination.delete?.(place('notes.txt'))
    await approved(job)
    const [here, there] = [await paths(ends.source), await paths(ends.destination)]
    expect({ source: 'notes.txt' in here, destination: 'notes.txt' in there }).toEqual(notes)
    expect({ source: 'Photos/1.jpg' in here, destination: 'Photos/1.jpg' in there }).toEqual(photos)
    expect((await house.run(job)).state).toBe('completed')
  })

  test('keeps a change though the other side has deleted the file or its folder', async () => {
    const job = await inStep()
    await ends.source.delete?.(place('Plans'))
    ends.destination.put(path('Plans/A-102.pdf'), 'second floor, revised')
    await approved(job)
    expect(await expectAlike()).toMatchObject({ 'Plans/A-102.pdf': 'second floor, revised' })
    expect(Object.keys(await expectAlike())).not.toContain('Plans/A-101.pdf')
  })

  test('repeats no deletion where the job keeps deleted items, and says so', async () => {
    const job = await inStep({ deletedItems: 'keep' })
    await ends.source.delete?.(place('notes.txt'))
    await house.run(job)
    expect(Object.keys(await paths(ends.destination))).toContain('notes.txt')
    expect((await house.items(job))['notes.txt']).toBe('ignored kept-lost')
    await house.run(job)
    expect(Object.keys(await paths(ends.source))).not.toContain('notes.txt')
  })

  test('tells in a simulation what it would do on each side, and does nothing', async () => {
    const job = await inStep()
    await ends.source.move?.(ends.source.entry(path('Plans')), place('Drawings'))
    ends.destination.put(path('Photos/2.jpg'), 'another')
    await ends.destination.delete?.(place('notes.txt'))
    const before = [await paths(ends.source), await paths(ends.destination)]
    const view = await house.run(job, 'simulation')
    const run = await findRun(house.db, view.id)
    const { items } = await itemsOf(house.db, run ?? expect.fail(), { limit: 100 })
    expect(items.map(({ action, source, reason }) => `${action} ${source}: ${reason}`).toSorted()).toEqual([
      'copy Photos/2.jpg: copied-back',
      'move Drawings: moved',
      'remove notes.txt: removed-back',
    ])
    expect([await paths(ends.source), await paths(ends.destination)]).toEqual(before)
  })
})

describe('a job that copies one way and keeps both', () => {
  test('gives what lies at the destination another name, and nothing more the next time', async () => {
    ends.source = openMemory({ spaces: ['s'] })
    ends.destination = openMemory({ spaces: ['s'] })
    ends.source.put(path('notes.txt'), 'ours')
    ends.destination.put(path('notes.txt'), 'theirs', new Date('2026-03-01T10:15:00Z'))
    const job = await house.job({ onConflict: 'keep-both' })
    expect((await house.run(job, 'simulation')).state).toBe('completed')
    expect(await paths(ends.destination)).toEqual({ 'notes.txt': 'theirs' })
    expect(await workOf(job)).toEqual({ 'kept-both': 1 })
    const both = { 'notes.txt': 'ours', 'notes (conflict 2026-03-01 10.15.00).txt': 'theirs' }
    expect(await paths(ends.destination)).toEqual(both)
    expect(await house.sentence(job, 'notes.txt')).toContain(
      'What was there is kept as “notes (conflict 2026-03-01 10.15.00).txt”.',
    )
    expect(await workOf(job)).toEqual({})
    expect(await paths(ends.destination)).toEqual(both)
  })

  test('flags it where files cannot be renamed', async () => {
    ends.source = openMemory({ spaces: ['s'] })
    ends.destination = openMemory({ spaces: ['s'] })
    Object.assign(ends.destination, { move: undefined })
    ends.source.put(path('notes.txt'), 'ours')
    ends.destination.put(path('notes.txt'), 'theirs')
    const job = await house.job({ onConflict: 'keep-both' })
    expect((await house.run(job)).state).toBe('completed-with-flags')
    expect(await paths(ends.destination)).toEqual({ 'notes.txt': 'theirs' })
  })
})
