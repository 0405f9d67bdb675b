import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Platform, Storage } from '#platform'
import { platforms } from '#platforms'
import { manualClock } from '#toolkit/clock.ts'
import { networkWith } from '#toolkit/network.ts'
import { openLocalFolders } from './local-folders.ts'

const minuteMs = 60_000
const quiet = { debug() {}, info() {}, warn() {}, error() {} }

const scratch = mkdtempSync(join(tmpdir(), 'gantry-folders-'))
for (const name of ['a', 'b']) {
  mkdirSync(join(scratch, name))
  writeFileSync(join(scratch, name, 'plan.pdf'), 'x')
}
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const threads = new Set<Worker>()
const count = (worker: Worker) => {
  threads.add(worker)
  worker.once('exit', () => threads.delete(worker))
}
beforeEach(() => void process.on('worker', count))
afterEach(() => void process.off('worker', count))

/** Folders under a clock that stands still, and which of them were opened. */
function scene() {
  const clock = manualClock()
  const opened: string[] = []
  const watched = platforms.map((platform): Platform => ({
    ...platform,
    async open(connection, surroundings) {
      opened.push(connection.settings['root']?.slice(scratch.length + 1) ?? '')
      return platform.open(connection, surroundings)
    },
  }))
  const folders = openLocalFolders({
    platforms: watched,
    clock,
    log: quiet,
    network: networkWith(),
    guardFolder: () => undefined,
  })
  const open = async (name: string) => (await folders.open(join(scratch, name), 'reading')).storage
  return { clock, folders, open, opened }
}

async function filesIn(storage: Storage): Promise<readonly string[]> {
  const found: string[] = []
  const root = { space: 'root', path: [] }
  for await (const { entries } of storage.listDeep?.(root) ?? [])
    found.push(...entries.map(({ path }) => path.join('/')))
  return found
}

test('the threads of a folder that was used once end after a while, and start again for the next', async () => {
  const { clock, folders, open } = scene()
  const storage = await open('a')
  expect(await filesIn(storage)).toEqual(['plan.pdf'])
  expect(threads.size).toBe(1)
  await clock.advance(minuteMs)
  expect(threads.size).toBe(1)
  await clock.advance(minuteMs)
  await vi.waitFor(() => expect(threads.size).toBe(0))
  expect(clock.sleepers).toBe(0)
  expect(await filesIn(storage)).toEqual(['plan.pdf'])
  await folders.close()
  await vi.waitFor(() => expect(threads.size).toBe(0))
  expect(clock.sleepers).toBe(0)
})

test('a listing that its reader pauses for an hour goes on', async () => {
  const { clock, folders, open } = scene()
  writeFileSync(join(scratch, 'b', 'second.pdf'), 'x')
  const storage = await open('b')
  const pages = storage.listDeep?.({ space: 'root', path: [] }, { pageSize: 1 })[Symbol.asyncIterator]()
  expect((await pages?.next())?.value.entries).toHaveLength(1)
  await clock.advance(60 * minuteMs)
  expect((await pages?.next())?.value.entries).toHaveLength(1)
  await folders.close()
})

test('a folder is opened once for all who ask within minutes, and anew when nobody did', async () => {
  const { clock, folders, open, opened } = scene()
  const first = await open('a')
  await clock.advance(9 * minuteMs)
  expect(await open('a')).toBe(first)
  await clock.advance(9 * minuteMs)
  expect(await open('a')).toBe(first)
  await clock.advance(10 * minuteMs)
  await open('b')
  expect(await open('a')).not.toBe(first)
  expect(opened).toEqual(['a', 'b', 'a'])
  // Whoever still has the first one can go on with it, and it ends with the others.
  expect(await filesIn(first)).toEqual(['plan.pdf'])
  await folders.close()
  await vi.waitFor(() => expect(threads.size).toBe(0))
})
