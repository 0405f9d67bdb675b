import { hash } from 'node:crypto'
import { isStorageError, type Content, type Place, type Surroundings } from '#platform'
import { contentOf } from '#platform/conformance/content.ts'
import { manualClock } from '#toolkit/clock.ts'
import { describe, expect, test } from 'vitest'
import type { Knobs } from './knobs.ts'
import { memory } from './memory.ts'
import { openMemory, type MemoryStorage } from './open-memory.ts'

function opened(knobs: Partial<Knobs> = {}) {
  const clock = manualClock(Date.parse('2026-06-01T08:00:00.789Z'))
  return { clock, storage: openMemory({ clock, ...knobs }) }
}

function at(...path: string[]): Place {
  return { space: 'memory', path }
}

async function write(storage: MemoryStorage, name: string, content: string | Content) {
  return await storage.write?.(at(name), typeof content === 'string' ? contentOf(content) : content)
}

async function namesIn(storage: MemoryStorage) {
  return (await Array.fromAsync(storage.list(at()))).flatMap(({ entries }) => entries.map(({ path }) => path.at(-1)))
}

async function textOf(storage: MemoryStorage, name: string) {
  return Buffer.concat(await Array.fromAsync(storage.read(at(name)))).toString()
}

describe('troubles', () => {
  test('a call that fails before its effect has none, one that fails after it has', async () => {
    const { storage } = opened()
    storage.turn({
      fault: ({ verb, ofVerb }) =>
        verb === 'write' && ofVerb < 3 ? (['before', 'after'] as const)[ofVerb - 1] : undefined,
    })
    await expect(write(storage, 'a', 'x')).rejects.toMatchObject({ kind: 'unavailable', verb: 'write' })
    expect(await namesIn(storage)).toEqual([])
    await expect(write(storage, 'b', 'x')).rejects.toMatchObject({ kind: 'unavailable' })
    expect(await namesIn(storage)).toEqual(['b'])
    await write(storage, 'c', 'x')
    expect(storage.calls).toEqual(['write', 'list', 'write', 'list', 'write'])
  })

  test('a listing shows a write, and a new content, only after its time', async () => {
    const { clock, storage } = opened({ facts: { listsWritesWithinMs: 2000 } })
    await write(storage, 'plan', 'first')
    expect(await namesIn(storage)).toEqual([])
    expect(await textOf(storage, 'plan')).toBe('first')
    await clock.advance(2000)
    await write(storage, 'plan', 'the second')
    const sizes = async () => (await Array.fromAsync(storage.list(at())))[0]?.entries.map(({ size }) => size)
    expect(await sizes()).toEqual([5])
    await clock.advance(2000)
    expect(await sizes()).toEqual([10])
  })

  test('after so many calls the next are turned away until the stretch of time ends, and the budget says so', async () => {
    const { clock, storage } = opened({ rate: { calls: 2, perMs: 10_000 } })
    await storage.stat(at())
    await clock.advance(4000)
    await storage.stat(at())
    expect(storage.budget?.()).toEqual({ limit: 2, left: 0, resetsAt: new Date('2026-06-01T08:00:10.789Z') })
    const advice = { do: 'retry-later', afterMs: 6000 }
    await expect(storage.stat(at())).rejects.toMatchObject({ kind: 'rate-limited', advice })
    await clock.advance(6000)
    await storage.stat(at())
    expect(storage.budget?.()).toMatchObject({ left: 1 })
  })

  test('times are cut to the step that is kept', async () => {
    const { storage } = opened({ facts: { timePrecisionMs: 1000 } })
    const entry = await write(storage, 'plan', 'x')
    expect(entry?.modifiedAt).toEqual(new Date('2026-06-01T08:00:00Z'))
  })

  test('bytes changed on their way in are what is kept, and the hashes are theirs', async () => {
    const { storage } = opened({ corrupt: (bytes) => Buffer.from(bytes.toString().toUpperCase()) })
    const entry = await write(storage, 'plan', 'content')
    expect(await textOf(storage, 'plan')).toBe('CONTENT')
    expect(entry?.hashes?.sha256).toBe(hash('sha256', 'CONTENT'))
  })

  test('a reading that is cut gives its first bytes and then fails', async () => {
    const { storage } = opened({ cutReadsAfter: 4, chunkBytes: 3 })
    storage.put(['plan'], 'content')
    const came: string[] = []
    const reading = async () => {
      for await (const chunk of storage.read(at('plan'))) came.push(Buffer.from(chunk).toString())
    }
    await expect(reading()).rejects.toMatchObject({ kind: 'short-content' })
    expect(came).toEqual(['con', 't'])
  })

  test('a file that somebody holds is listed so and not overwritten', async () => {
    const { storage } = opened()
    storage.put(['plan'], 'content')
    await openMemory({ account: 'a colleague' }, storage.holding).locks?.lock(at('plan'))
    expect(storage.entry(['plan'])).toMatchObject({ heldBy: 'a colleague', traits: ['checked-out'] })
    await expect(write(storage, 'plan', 'other')).rejects.toMatchObject({
      kind: 'locked',
      message: 'Could not write “plan”: a colleague has locked it.',
    })
  })

  test('what has rights of its own is shared, until they are taken away', async () => {
    const { storage } = opened()
    storage.put(['Plans', 'plan'], 'content')
    await storage.permissions?.set(at('Plans'), [{ to: 'ada', role: 'read' }])
    expect(storage.entry(['Plans']).traits).toEqual(['shared'])
    expect(storage.entry(['Plans', 'plan'])).not.toHaveProperty('traits')
    await storage.permissions?.set(at('Plans'), [])
    expect(storage.entry(['Plans'])).not.toHaveProperty('traits')
  })

  test('a full store takes what fits and refuses the rest', async () => {
    const { storage } = opened({ capacityBytes: 10 })
    await write(storage, 'a', '12345678')
    await expect(write(storage, 'b', '123')).rejects.toMatchObject({ kind: 'no-space', advice: { do: 'stop' } })
    expect(await storage.about?.()).toMatchObject({ usedBytes: 8, freeBytes: 2 })
  })

  test('a sign-in that cannot be renewed asks for a new one', async () => {
    const { clock, storage } = opened({ tokenLastsMs: 1000, refusesRefresh: true })
    await storage.stat(at())
    await clock.advance(1000)
    await expect(storage.stat(at())).rejects.toMatchObject({ kind: 'unauthorised', advice: { do: 'reconnect' } })
    storage.turn({ refusesRefresh: false })
    await storage.stat(at())
    expect(storage.refreshes()).toBe(2)
  })

  test('a slow answer is waited for on the clock, and can be given up', async () => {
    const { clock, storage } = opened({ answersAfterMs: 500 })
    const looking = storage.stat(at())
    const stop = new AbortController()
    const givenUp = storage.stat(at(), { signal: stop.signal })
    stop.abort()
    await expect(givenUp).rejects.toSatisfy((error) => isStorageError(error, 'cancelled'))
    await clock.advance(500)
    expect(await looking).toMatchObject({ kind: 'folder' })
  })

  test('an overwrite in place loses the old content when it fails', async () => {
    const { storage } = opened({ facts: { atomicReplace: false, keepsVersions: false } })
    storage.put(['plan'], 'old')
    await expect(write(storage, 'plan', { ...contentOf('new'), size: 9 })).rejects.toMatchObject({
      kind: 'short-content',
    })
    expect(await textOf(storage, 'plan')).toBe('')
  })
})

describe('opening', () => {
  test('through the platform gives a storage on the lent clock', async () => {
    const clock = manualClock(5000)
    const storage = await memory.open({ way: 'none', settings: {} }, { clock } as unknown as Surroundings)
    const entry = await storage.write?.(at('plan'), contentOf('x'))
    expect(entry?.createdAt).toEqual(new Date(5000))
  })

  test('groups that are lacking are absent members', () => {
    const { storage } = opened({ lacks: ['write', 'move'], facts: { keepsVersions: false } })
    expect(storage.write ?? storage.move ?? storage.versions ?? storage.budget).toBeUndefined()
    expect(storage.delete).toBeDefined()
  })

  test('spaces come in pages, and each holds its own', async () => {
    const { storage } = opened({ spaces: ['north', 'south', 'west'] })
    storage.put(['plan'], 'x')
    const pages = await Array.fromAsync(storage.spaces({ pageSize: 2 }))
    expect(pages.map(({ entries }) => entries.map(({ id }) => id))).toEqual([['north', 'south'], ['west']])
    expect(await storage.stat({ space: 'north', path: ['plan'] })).toMatchObject({ size: 1 })
    await expect(storage.stat({ space: 'south', path: ['plan'] })).rejects.toMatchObject({ kind: 'not-found' })
  })
})
