import { afterEach, expect, test } from 'vitest'
import { defaultOptions } from '#engine/options.ts'
import { tree } from '#engine/testing/tree.ts'
import { insertJob } from '#jobs/rows.ts'
import { StorageError } from '#platform'
import { cancelRun, decideAboutRemovals, pauseRun, resumeRun } from '../start.ts'
import { after } from '../testing/after.ts'
import { openHouse, type House } from '../testing/house.ts'
import { tester } from '../testing/open-stage.ts'
import { runsBelow } from './rows.ts'

let house: House | undefined
afterEach(async () => house?.close())

/** Two folders of three files each, and a mapping job with one job for each of them. */
async function opened(options = defaultOptions) {
  const [source, destination] = [tree(), tree()]
  for (const name of ['A', 'B']) for (const file of ['1', '2', '3']) source.put([name, file], file)
  const open = await openHouse({ source, destination })
  house = open
  const place = (connection: string) => ({ connection, space: 's', path: [], shown: connection })
  const job = await insertJob(open.db, {
    name: 'Both',
    source: place('from'),
    destination: place('to'),
    options,
    filters: {},
    mapping: { each: 'folder' },
  })
  const below = async (run: string) => (await runsBelow(open.db, [run])).get(run) ?? []
  const settled = async (run: string) =>
    (await below(run)).every(({ state }) => /paused|cancelled|completed/.test(state))
  return { source, destination, house: open, job, below, settled }
}

test.each([
  ['paused', pauseRun],
  ['cancelled', cancelRun],
] as const)(
  'what a run has started is %s with it, and goes on with it to its end, nothing twice',
  async (state, stop) => {
    const { destination, house, job, below, settled } = await opened()
    let id = ''
    after(destination, 1, async () => stop(house.means, tester, id))
    id = (await house.start(job)).id
    await house.until(id, state)
    expect(await settled(id)).toBe(true)
    expect((await below(id)).some((run) => run.state === state)).toBe(true)

    await resumeRun(house.means, tester, id)
    const view = await house.until(id, 'completed', 'completed-with-flags', 'failed')
    expect(view).toMatchObject({ state: 'completed', children: { runs: 2, states: { completed: 2 } } })
    expect(view.states.succeeded.items).toBe(6)
    // Each write has its own number, so a second one of the same file would show.
    expect(Math.max(...[...destination.files.values()].map(({ etag }) => Number(etag.slice(1))))).toBe(6)
    expect([...destination.files.keys()].toSorted()).toEqual(['A/1', 'A/2', 'A/3', 'B/1', 'B/2', 'B/3'])
  },
)

test('one that fails is named at the end, the others are done, and a resume goes on with that one alone', async () => {
  const { source, house, job, below } = await opened()
  const { list } = source
  let isBroken = true
  Object.assign(source, {
    list: (...given: Parameters<typeof list>) => {
      if (isBroken && given[0].path[0] === 'B') throw new StorageError({ kind: 'forbidden', message: 'B is locked.' })
      return list(...given)
    },
  })
  const { id } = await house.start(job)
  const failed = await house.until(id, 'completed', 'failed')
  expect(failed.failure).toBe(
    '1 of 2 jobs failed. “B”: B is locked. Resume the run to try them again; what the others have done stays done.',
  )
  expect(failed).toMatchObject({ children: { states: { completed: 1, failed: 1 } }, moved: { items: 3 } })
  const [first] = await below(id)

  isBroken = false
  await resumeRun(house.means, tester, id)
  expect(await house.until(id, 'completed', 'failed')).toMatchObject({ state: 'completed', moved: { items: 6 } })
  expect((await below(id)).map((run) => run.finishedAt)[0]).toEqual(first?.finishedAt)
})

test('while all that is left waits for an approval, so does what has started it, and it ends with the last of them', async () => {
  const { source, destination, house, job, below } = await opened({ ...defaultOptions, deletedItems: 'mirror' })
  await house.run(job)
  source.files.delete('A/2')
  const { id } = await house.start(job)
  await expect.poll(async () => (await house.view(id)).state, { timeout: 30_000 }).toBe('waiting')
  expect((await house.view(id)).waiting).toEqual({
    code: 'approval-needed',
    reason: expect.stringContaining('1 of 2 runs that it has started wait for an approval') as string,
  })
  await expect(decideAboutRemovals(house.means, tester, id, 'approved')).rejects.toThrow(`runs list --parent ${id}`)

  const asking = (await below(id)).find(({ state }) => state === 'waiting')
  await decideAboutRemovals(house.means, tester, asking?.id ?? '', 'approved')
  expect(await house.until(id, 'completed', 'failed')).toMatchObject({ state: 'completed', removed: { items: 1 } })
  expect([...destination.files.keys()]).not.toContain('A/2')
})
