import { describe, expect, test } from 'vitest'
import { StorageError, type Path } from '#platform'
import { openMemory, type MemoryStorage } from '../platforms/memory/open-memory.ts'
import type { Copy } from './action.ts'
import type { Carrying } from './carrying.ts'
import { carryOut } from './carry-out.ts'
import { Halt } from './halt.ts'
import type { Known } from './item.ts'
import { defaultOptions, type JobOptions } from './options.ts'
import { planFolder } from './plan.ts'
import type { Receipt } from './receipt.ts'
import { termsOf } from './terms.ts'

const path: Path = ['plan.pdf']
const contents = ['first', 'the second', 'the second', 'a fourth one']

const clock = { now: () => Date.now(), sleep: async () => undefined }

function memory(...versions: readonly string[]): MemoryStorage {
  const storage = openMemory({ spaces: ['s'], clock })
  for (const content of versions) storage.put(path, content)
  return storage
}

async function contentsOf(storage: MemoryStorage): Promise<readonly string[]> {
  const versions = (await storage.versions?.(storage.entry(path))) ?? []
  const read = versions.map(({ id }) => Array.fromAsync(storage.read(storage.entry(path), { version: id })))
  return (await Promise.all(read)).map((chunks) => Buffer.concat(chunks).toString())
}

async function planned(source: MemoryStorage, destination: MemoryStorage, known?: Known, options = allVersions) {
  const terms = termsOf({
    source: { facts: source.facts, title: 'Source' },
    destination: { facts: destination.facts, title: 'Destination' },
    options,
  })
  const entries = async (storage: MemoryStorage) =>
    (await Array.fromAsync(storage.list({ space: 's', path: [] }))).flatMap((page) => page.entries)
  const folder = {
    source: await entries(source),
    destination: await entries(destination),
    known: () => known,
    sourcePath: [],
    destinationPath: [],
    destinationFolder: { space: 's', path: [] },
  }
  return planFolder(folder, terms).filter((action) => action.do === 'copy')
}

const allVersions: JobOptions = { ...defaultOptions, versions: 'all' }

async function carry(
  actions: readonly Copy[],
  source: MemoryStorage,
  destination: MemoryStorage,
  more: Partial<Carrying> = {},
) {
  const receipts: Receipt[] = []
  const parts: Receipt[] = []
  const carrying: Carrying = {
    source,
    destination,
    options: allVersions,
    signal: new AbortController().signal,
    clock,
    concurrency: 2,
    settle: false,
    waitsForPlatforms: false,
    intentOf: ({ source: item }) => `run/${item.join('/')}`,
    onPart: async (part) => void parts.push(part),
    onProgress: () => undefined,
    ...more,
  }
  try {
    for await (const some of carryOut(actions, carrying)) receipts.push(...some)
    return { receipts, parts, isHalted: false }
  } catch (error) {
    if (!(error instanceof Halt)) throw error
    return { receipts, parts, isHalted: true }
  }
}

describe('versions of a new file', () => {
  test('go one by one, oldest first, and the receipt is of the current one', async () => {
    const [source, destination] = [memory(...contents), memory()]
    const actions = await planned(source, destination)
    expect(actions).toMatchObject([{ reason: 'copied', older: 3 }])
    const { receipts, parts } = await carry(actions, source, destination)
    expect(await contentsOf(destination)).toEqual(contents)
    expect(receipts).toMatchObject([{ state: 'succeeded', versions: 4, size: 12, verified: 'platform-hash' }])
    expect(receipts[0]?.destinationPrint?.copyOf).toEqual({ version: source.entry(path).version, number: 4 })
    expect(parts.map(({ state, sentence }) => `${state}: ${sentence}`)).toEqual([
      'retrying: 1 of 4 versions are copied; the run goes on with it, or the next one does.',
      'retrying: 2 of 4 versions are copied; the run goes on with it, or the next one does.',
      'retrying: 3 of 4 versions are copied; the run goes on with it, or the next one does.',
    ])
  })

  test.each([
    ['latest', contents.slice(3)],
    [1, contents.slice(3)],
    [2, contents.slice(2)],
    [9, contents],
  ] as const)('are as many as the job asks for: %s', async (versions, expected) => {
    const [source, destination] = [memory(...contents), memory()]
    const options = { ...defaultOptions, versions }
    await carry(await planned(source, destination, undefined, options), source, destination, { options })
    expect(await contentsOf(destination)).toEqual(expected)
  })

  test('cost no call where there is the first one alone', async () => {
    const [source, destination] = [memory('only'), memory()]
    await carry(await planned(source, destination), source, destination)
    expect(source.calls).not.toContain('versions')
  })

  test('of a size that the destination refuses are left out, and the receipt says so', async () => {
    const source = memory(...contents)
    const destination = openMemory({ spaces: ['s'], clock, facts: { minFileBytes: 8 } })
    const { receipts } = await carry(await planned(source, destination), source, destination)
    expect(await contentsOf(destination)).toEqual(contents.slice(1))
    expect(receipts[0]?.sentence).toBe(
      '1 older version was left out, because the destination takes no file of that size.',
    )
  })

  test('that arrive damaged leave nothing there, and the item is flagged', async () => {
    const [source, destination] = [memory(...contents), memory()]
    let writes = 0
    destination.turn({ corrupt: (bytes) => (++writes === 2 ? Buffer.from('THE SECOND') : bytes) })
    const { receipts } = await carry(await planned(source, destination), source, destination)
    expect(receipts).toMatchObject([{ state: 'flagged', reason: 'not-verified' }])
    expect(() => destination.entry(path)).toThrow('it is not there')
  })
})

function knownFrom(receipt: Receipt | undefined): Known {
  if (!receipt?.sourcePrint || !receipt.destinationPrint) throw new Error('There is nothing to go on from.')
  const { sourcePrint, destinationPrint, state } = receipt
  return { source: path, destination: path, kind: 'file', state, sourcePrint, destinationPrint }
}

describe('versions that came since the last copy', () => {
  test('go there, and those that are there are not written again', async () => {
    const [source, destination] = [memory(...contents), memory()]
    const before = await carry(await planned(source, destination), source, destination)
    for (const content of ['fifth', 'the sixth']) source.put(path, content)
    const actions = await planned(source, destination, knownFrom(before.receipts[0]))
    expect(actions).toMatchObject([{ reason: 'updated', older: 1 }])
    const { receipts } = await carry(actions, source, destination)
    expect(receipts).toMatchObject([{ state: 'succeeded', versions: 2 }])
    expect(await contentsOf(destination)).toEqual([...contents, 'fifth', 'the sixth'])
    expect(await planned(source, destination, knownFrom(receipts[0]))).toEqual([])
  })

  test('are the current one alone where it cannot be told which are there', async () => {
    const [source, destination] = [memory(...contents), memory()]
    const before = await carry(await planned(source, destination), source, destination)
    source.put(path, 'fifth')
    source.put(path, 'the sixth')
    const known = knownFrom(before.receipts[0])
    const lost = { ...known, destinationPrint: { ...known.destinationPrint, copyOf: { version: 'pruned' } } }
    await carry(await planned(source, destination, lost), source, destination)
    expect(await contentsOf(destination)).toEqual([...contents, 'the sixth'])
  })

  test('are gone on with by the next run when one could not be read', async () => {
    const [source, destination] = [memory(...contents), memory()]
    const third = (await source.versions?.(source.entry(path)))?.[2]?.id
    let isBroken = true
    const refusing: MemoryStorage = {
      ...source,
      async *read(file, options) {
        if (isBroken && options?.version === third) {
          throw new StorageError({ kind: 'forbidden', verb: 'read', message: 'This version may not be read.' })
        }
        yield* source.read(file, options)
      },
    }
    const { receipts } = await carry(await planned(refusing, destination), refusing, destination)
    expect(receipts).toMatchObject([
      { state: 'flagged', reason: 'unreadable', sentence: 'This version may not be read.' },
    ])
    expect(await contentsOf(destination)).toEqual(contents.slice(0, 2))
    isBroken = false
    await carry(await planned(refusing, destination, knownFrom(receipts[0])), refusing, destination)
    expect(await contentsOf(destination)).toEqual(contents)
  })
})

const calls = 12

describe.each(['before', 'after'] as const)('a call that fails %s its effect', (when) => {
  test.each(Array.from({ length: calls }, (_, at) => at + 1))(
    'loses and repeats no version, as call %i',
    async (at) => {
      for (const kind of ['unavailable', 'unauthorised'] as const) {
        for (const broken of ['source', 'destination'] as const) {
          const ends = { source: memory(...contents), destination: memory() }
          const actions = await planned(ends.source, ends.destination)
          const begin = ends[broken].calls.length
          ends[broken].turn({
            fault: ({ number }) => (number === begin + at ? when : undefined),
            failure: (verb) => new StorageError({ kind, verb, message: `It did not answer ${verb}.` }),
          })
          const first = await carry(actions, ends.source, ends.destination)
          // As another worker would go on, which knows nothing of what this one has done.
          if (first.isHalted) await carry(actions, ends.source, ends.destination, { settle: true })
          ends[broken].turn({ fault: () => undefined })
          expect(await contentsOf(ends.destination)).toEqual(contents)
        }
      }
    },
  )
})

test('a worker that died anywhere is gone on after, also when the source has a new version by then', async () => {
  for (let writes = 0; writes <= contents.length; writes++) {
    const [source, destination] = [memory(...contents), memory()]
    const actions = await planned(source, destination)
    for (const content of contents.slice(0, writes)) destination.put(path, content)
    source.put(path, 'fifth')
    // The plan is of the fourth: the fifth is the next run’s.
    const { receipts } = await carry(actions, source, destination, { settle: true })
    expect(receipts).toMatchObject([{ state: 'succeeded', versions: 4 }])
    expect(await contentsOf(destination)).toEqual(contents)
  }
})

test('what somebody else has put there meanwhile is left, and the item is flagged', async () => {
  const [source, destination] = [memory(...contents), memory()]
  const actions = await planned(source, destination)
  destination.put(path, 'somebody’s own')
  const { receipts } = await carry(actions, source, destination, { settle: true })
  expect(receipts).toMatchObject([{ state: 'flagged', reason: 'conflict' }])
  expect(await contentsOf(destination)).toEqual(['somebody’s own'])
})
