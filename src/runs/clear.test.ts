import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tree, type Tree } from '#engine/testing/tree.ts'
import type { JobOptions } from '#engine/options.ts'
import { itemsOf } from './items.ts'
import { findRun } from './rows.ts'
import { decideAboutRemovals, pauseRun, resumeRun } from './start.ts'
import { openHouse, type House } from './testing/house.ts'
import { tester, type Ends } from './testing/open-stage.ts'

type Sides = { -readonly [side in 'source' | 'destination']: Tree }

const ends: Sides = { source: tree(), destination: tree() }
let house: House

beforeAll(async () => {
  house = await openHouse(ends as Ends)
})
afterAll(() => house.close())

function plans(): Tree {
  const source = tree()
  source.put(['A-101.pdf'], 'first floor')
  source.put(['Electrical', 'E-1.dwg'], 'lights')
  source.put(['Electrical', 'Details', 'E-1-a.dwg'], 'switches')
  return source
}

async function moving(options: Partial<JobOptions> = {}) {
  ends.source = plans()
  ends.destination = tree()
  return house.job({ direction: 'move', ...options })
}

type Job = Awaited<ReturnType<typeof moving>>

const paths = ({ files, folders }: Tree) => [...files.keys(), ...folders].filter((path) => path !== '').toSorted()
const everything = paths(plans())
const ended = (run: string) => house.until(run, 'completed', 'completed-with-flags', 'failed')

async function waits(job: Job) {
  const { id } = await house.start(job)
  return house.until(id, 'waiting')
}

async function decided(job: Job, decision: 'approved' | 'declined', meanwhile: () => void = () => undefined) {
  const { id } = await waits(job)
  meanwhile()
  await decideAboutRemovals(house.means, tester, id, decision)
  return ended(id)
}

describe('a job that moves', () => {
  test('deletes nothing at the source before somebody has approved, and says what it would delete', async () => {
    const job = await moving()
    const view = await waits(job)
    expect(view.waiting).toEqual({
      code: 'approval-needed',
      reason:
        '5 items lie at “Destination:Plans” by now, and this job moves: it would delete them at the source, “Source:Plans”. Nothing is deleted until somebody approves.',
    })
    expect(paths(ends.destination)).toEqual(everything)
    expect(ends.source.calls).not.toContain('delete')
    const run = await findRun(house.db, view.id)
    const { items } = await itemsOf(house.db, run ?? expect.fail(), { state: 'pending', limit: 100 })
    expect(items.map(({ source, action }) => `${action} ${source}`).toSorted()).toEqual(
      everything.map((path) => `clear ${path}`),
    )
  })

  test('leaves the source empty and the destination whole, and its proof names all of it', async () => {
    const job = await moving()
    const view = await decided(job, 'approved')
    expect(view).toMatchObject({ state: 'completed', seen: { items: 5 }, moved: { items: 3 }, verified: 3 })
    expect(view.reasons).toEqual([{ state: 'succeeded', reason: 'moved-away', words: expect.any(String), items: 5 }])
    expect(paths(ends.source)).toEqual([])
    expect(paths(ends.destination)).toEqual(everything)
    await house.expectSumsToAgree(job, view)
  })

  test('takes what comes later, asks again, and never writes over what it moved before', async () => {
    const job = await moving()
    await decided(job, 'approved')
    ends.source.put(['B-202.pdf'], 'second floor')
    ends.source.put(['A-101.pdf'], 'another first floor', new Date('2026-06-01T00:00:00Z'))
    const view = await decided(job, 'approved')
    expect(view).toMatchObject({ state: 'completed-with-flags', seen: { items: 2 } })
    expect(await house.items(job)).toEqual({ 'A-101.pdf': 'flagged conflict', 'B-202.pdf': 'succeeded moved-away' })
    expect(ends.destination.files.get('A-101.pdf')?.bytes.toString()).toBe('first floor')
    expect(paths(ends.source)).toEqual(['A-101.pdf'])
    await house.expectSumsToAgree(job, view)
  })

  test('that copies and mirrors later on does not delete what it moved', async () => {
    const job = await moving()
    await decided(job, 'approved')
    ends.source.put(['B-202.pdf'], 'second floor')
    await house.reoption(job, { direction: 'copy', deletedItems: 'mirror' })
    expect(await house.run(job)).toMatchObject({ state: 'completed', removed: { items: 0 } })
    expect(paths(ends.destination)).toEqual([...everything, 'B-202.pdf'].toSorted())

    ends.source.files.delete('B-202.pdf')
    expect((await waits(job)).waiting?.reason).toContain('this job has not deleted anything before')
  })

  test('keeps everything when the deletion is declined, and moves it with the next run', async () => {
    const job = await moving()
    const declined = await decided(job, 'declined')
    expect(declined).toMatchObject({ state: 'completed', moved: { items: 3 } })
    expect(paths(ends.source)).toEqual(everything)
    await house.expectSumsToAgree(job, declined)
    const view = await decided(job, 'approved')
    expect(view).toMatchObject({ state: 'completed', seen: { items: 5 }, moved: { items: 0 } })
    expect(paths(ends.source)).toEqual([])
    await house.expectSumsToAgree(job, view)
  })

  test('proves what lay at the destination before, and keeps what is not the same', async () => {
    const job = await moving()
    ends.destination = plans()
    ends.destination.put(['Electrical', 'E-1.dwg'], 'LIGHTS')
    const view = await decided(job, 'approved')
    expect(view.state).toBe('completed-with-flags')
    expect(paths(ends.source)).toEqual(['Electrical', 'Electrical/E-1.dwg'])
    expect(await house.items(job)).toMatchObject({
      'A-101.pdf': 'succeeded moved-away',
      'Electrical/E-1.dwg': 'flagged kept-at-source',
    })
    await house.expectSumsToAgree(job, view)
  })

  test.each([
    [
      'was changed at the source since',
      () => ends.source.put(['A-101.pdf'], 'with marks!', new Date('2026-06-01T00:00:00Z')),
    ],
    [
      'was changed at the destination since',
      () => ends.destination.put(['A-101.pdf'], 'with marks!', new Date('2026-06-01T00:00:00Z')),
    ],
    ['is gone from the destination', () => ends.destination.files.delete('A-101.pdf')],
  ])('keeps the original of what %s', async (_, meanwhile) => {
    const job = await moving()
    const view = await decided(job, 'approved', meanwhile)
    expect((await house.items(job))['A-101.pdf']).toBe('flagged kept-at-source')
    expect(paths(ends.source)).toEqual(['A-101.pdf'])
    await house.expectSumsToAgree(job, view)
  })

  test('keeps folders in which something is left', async () => {
    const job = await moving({ hiddenItems: 'skip' })
    ends.source.put(['Electrical', '.notes'], 'not to be moved')
    const view = await decided(job, 'approved')
    expect(paths(ends.source)).toEqual(['Electrical', 'Electrical/.notes'])
    await house.expectSumsToAgree(job, view)
  })

  test('that is paused between two deletions and goes on has told of each of them once', async () => {
    const job = await moving()
    const { id } = await waits(job)
    let deletions = 0
    const { delete: remove } = ends.source
    ends.source.delete = async (...call) => {
      await remove?.(...call)
      if (++deletions > 1) return
      await pauseRun(house.means, tester, id)
      // As a process that is killed now: the deletion is done and nobody was told.
      throw new Error('killed')
    }
    await decideAboutRemovals(house.means, tester, id, 'approved')
    await house.until(id, 'paused')
    await resumeRun(house.means, tester, id)
    const view = await ended(id)
    expect(view).toMatchObject({ state: 'completed', seen: { items: 5 } })
    expect(paths(ends.source)).toEqual([])
    expect(new Set(Object.values(await house.items(job)))).toEqual(new Set(['succeeded moved-away']))
    await house.expectSumsToAgree(job, view)
  })

  test('deletes nothing in a simulation', async () => {
    const job = await moving()
    expect(await house.run(job, 'simulation')).toMatchObject({ state: 'completed', seen: { items: 5 } })
    expect(paths(ends.source)).toEqual(everything)
  })
})
