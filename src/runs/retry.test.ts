import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tree, type Tree } from '#engine/testing/tree.ts'
import { flaggedItems } from './flagged.ts'
import { ignoreItems } from './ignore.ts'
import { retryItems } from './retry.ts'
import { insertRun } from './rows.ts'
import { scopeFor } from './scope.ts'
import { openHouse, type House } from './testing/house.ts'
import { tester } from './testing/open-stage.ts'

const ends: { source: Tree; destination: Tree } = { source: tree(), destination: tree() }
let house: House

beforeAll(async () => {
  house = await openHouse(ends)
})
afterAll(() => house.close())

/** A job of which three files meet content of somebody else, and one was copied. */
async function flagged() {
  ends.source = tree()
  ends.destination = tree()
  for (const name of ['A-101.pdf', 'A-102.pdf']) {
    ends.source.put(['Plans', 'Old', name], `ours ${name}`)
    ends.destination.put(['Plans', 'Old', name], `theirs, ${name}`)
  }
  ends.source.put(['Photos', 'site.jpg'], 'our picture')
  ends.destination.put(['Photos', 'site.jpg'], 'their picture')
  ends.source.put(['Plans', 'A-201.pdf'], 'second floor')
  const job = await house.job()
  const run = await house.run(job)
  expect(run.states.flagged.items).toBe(3)
  return { job, run }
}

const ended = async (run: string) => house.until(run, 'completed', 'completed-with-flags', 'failed')
const content = (path: string) => ends.destination.files.get(path)?.bytes.toString()

describe('items that are tried again', () => {
  test('are those of the filter: a run looks at them only, and the others stay flagged', async () => {
    const { job, run } = await flagged()
    ends.destination.files.clear()
    const { items, runs, held } = await retryItems(house.means, tester, {
      run: run.id,
      reason: 'conflict',
      text: 'Old',
    })
    expect({ items, held }).toEqual({ items: 2, held: [] })
    const again = await ended(runs[0]?.run ?? '')
    expect(again).toMatchObject({ retries: 2, state: 'completed', seen: { items: 2 }, moved: { items: 2 } })
    expect(content('Plans/Old/A-101.pdf')).toBe('ours A-101.pdf')
    // Neither what is flagged still, nor what was copied before and is missing there now.
    expect([...ends.destination.files.keys()].toSorted()).toEqual(['Plans/Old/A-101.pdf', 'Plans/Old/A-102.pdf'])
    expect(await house.items(job)).toMatchObject({
      'Photos/site.jpg': 'flagged conflict',
      'Plans/Old/A-102.pdf': 'succeeded copied',
      'Plans/A-201.pdf': 'succeeded copied',
    })
  })

  test('stay flagged when they fail again, and while a run of their job is not finished nothing begins', async () => {
    const { job } = await flagged()
    const { runs } = await retryItems(house.means, tester, { job: job.id })
    expect(await ended(runs[0]?.run ?? '')).toMatchObject({ state: 'completed-with-flags', seen: { items: 3 } })
    expect((await flaggedItems(house.db, { job: job.id, limit: 100 })).reasons).toMatchObject([
      { reason: 'conflict', items: 3, remedy: expect.stringContaining('Compare both sides') },
    ])
    const other = await insertRun(house.db, job.id, 'run', tester)
    const { items, held } = await retryItems(house.means, tester, { job: job.id })
    expect(items).toBe(0)
    expect(held).toMatchObject([{ items: 3, sentence: expect.stringContaining(`run ${other.id} is queued`) }])
  })
})

describe('items that are ignored', () => {
  test('stay so in later runs, until somebody has them tried again', async () => {
    const { job, run } = await flagged()
    expect(await ignoreItems(house.means, tester, { run: run.id, reason: 'conflict', text: 'plans' })).toBe(2)
    expect(await ignoreItems(house.means, tester, { run: run.id, reason: 'conflict', text: 'plans' })).toBe(0)
    const view = await house.view(run.id)
    expect(view.states).toMatchObject({ flagged: { items: 1 }, ignored: { items: 2 } })
    expect(view.seen).toEqual(run.seen)

    const later = await house.run(job)
    expect(later.states).toMatchObject({ flagged: { items: 1 }, ignored: { items: 2 } })
    await house.expectSumsToAgree(job, later)
    expect(await house.sentence(job, 'Plans/Old/A-101.pdf')).toMatch(/^Somebody decided to leave it as it is\. ./)

    ends.destination.files.delete('Plans/Old/A-101.pdf')
    expect((await house.items(job))['Plans/Old/A-101.pdf']).toBe('ignored ignored-by-decision')
    const { items, runs } = await retryItems(house.means, tester, {
      job: job.id,
      state: 'ignored',
      source: 'Plans/Old/A-101.pdf',
    })
    expect(items).toBe(1)
    await ended(runs[0]?.run ?? '')
    expect((await house.items(job))['Plans/Old/A-101.pdf']).toBe('succeeded copied')
  })
})

test('a folder that is tried again brings all that is in it', () => {
  const scope = scopeFor([{ source: ['Plans', 'Old'], kind: 'folder' }])
  expect(scope.leadsTo(['Plans'])).toBe(true)
  expect(scope.holds({ source: ['Plans'], kind: 'folder' })).toBe(false)
  expect(scope.holds({ source: ['Plans', 'Old', 'Deep', 'A-1.pdf'], kind: 'file' })).toBe(true)
  expect(scope.holds({ source: ['Plans', 'Older', 'A-1.pdf'], kind: 'file' })).toBe(false)
})
