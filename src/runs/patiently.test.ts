import { expect, test } from 'vitest'
import { StorageError, type Entry, type FailureKind, type ListOptions, type Page } from '#platform'
import { patiently } from './patiently.ts'

const entries = Array.from({ length: 6 }, (_, at): Entry => ({ space: 's', path: [`${at}`], kind: 'file' }))

/** Two entries a page; fails before the pages whose numbers are given, each time it comes to them. */
function listing(failures: number[], kind: FailureKind = 'unavailable', hasCursors = true) {
  return async function* ({ cursor }: ListOptions): AsyncGenerator<Page<Entry>> {
    for (let page = Number(cursor ?? 0); page < 3; page++) {
      await Promise.resolve()
      if (failures[0] === page) {
        failures.shift()
        throw new StorageError({ kind, message: 'Not now.' })
      }
      const some = entries.slice(page * 2, page * 2 + 2)
      yield page < 2 && hasCursors ? { entries: some, next: String(page + 1) } : { entries: some }
    }
  }
}

async function listed(list: ReturnType<typeof listing>) {
  const waits: number[] = []
  const clock = { now: () => 0, sleep: async (ms: number) => void waits.push(ms) }
  const pages = await Array.fromAsync(patiently(list, { signal: new AbortController().signal, clock }))
  return { names: pages.flat().map(({ path }) => path[0]), waits }
}

const all = ['0', '1', '2', '3', '4', '5']

test('a listing is given whole', async () => {
  expect(await listed(listing([]))).toEqual({ names: all, waits: [] })
})

test('a failure that passes is waited out, and no entry comes twice', async () => {
  expect(await listed(listing([0, 1, 1, 2]))).toEqual({ names: all, waits: [1000, 1000, 4000, 1000] })
})

test('a failure that lasts is thrown, so that no part passes for the whole', async () => {
  await expect(listed(listing([2, 2, 2]))).rejects.toThrow('Not now.')
})

test('a failure that needs a person is thrown at once', async () => {
  await expect(listed(listing([1], 'unauthorised'))).rejects.toThrow('Not now.')
})

test('pages without a place to go on from are given to the last, and a failure among them is thrown', async () => {
  expect((await listed(listing([], 'unavailable', false))).names).toEqual(all)
  await expect(listed(listing([1], 'unavailable', false))).rejects.toThrow('Not now.')
})
