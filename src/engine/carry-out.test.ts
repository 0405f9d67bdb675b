import { createHash } from 'node:crypto'
import { StorageError, type FailureKind } from '#platform'
import { describe, expect, test } from 'vitest'
import type { Copy } from './action.ts'
import type { Carrying } from './carrying.ts'
import { carryOut } from './carry-out.ts'
import { Halt } from './halt.ts'
import { defaultOptions } from './options.ts'
import { planFolder } from './plan.ts'
import type { Receipt } from './receipt.ts'
import { printOf } from './print.ts'
import { termsOf } from './terms.ts'
import { tree, type Tree } from './testing/tree.ts'

const names = ['a.pdf', 'b.pdf', 'empty.txt', 'c.dwg']

function world(differences: { source?: Parameters<typeof tree>[0]; destination?: Parameters<typeof tree>[0] } = {}) {
  const source = tree(differences.source)
  const destination = tree(differences.destination)
  for (const name of names) source.put([name], name === 'empty.txt' ? '' : `content of ${name}`)
  return { source, destination }
}

function copies(source: Tree, destination: Tree, options = defaultOptions): readonly Copy[] {
  const terms = termsOf({
    source: { facts: source.facts, title: 'Source' },
    destination: { facts: destination.facts, title: 'Destination' },
    options,
  })
  const entries = (from: Tree) => [...from.files.keys()].map((key) => from.entry([key]))
  const folder = {
    known: () => undefined,
    sourcePath: [],
    destinationPath: [],
    destinationFolder: { space: 's', path: [] },
  }
  return planFolder({ ...folder, source: entries(source), destination: entries(destination) }, terms).filter(
    (action) => action.do === 'copy',
  )
}

interface Outcome {
  readonly receipts: readonly Receipt[]
  readonly halt: Halt | undefined
  readonly waits: readonly number[]
  readonly progress: number
}

async function carry(
  actions: readonly Copy[],
  source: Tree,
  destination: Tree,
  more: Partial<Carrying> = {},
): Promise<Outcome> {
  const receipts: Receipt[] = []
  const waits: number[] = []
  let progress = 0
  let halt: Halt | undefined
  const carrying: Carrying = {
    source,
    destination,
    options: defaultOptions,
    signal: new AbortController().signal,
    clock: { now: () => 0, sleep: async (ms) => void waits.push(ms) },
    concurrency: 2,
    settle: false,
    waitsForPlatforms: false,
    intentOf: ({ source: path }) => path.join('/'),
    onPart: async () => undefined,
    onProgress: (bytes) => {
      progress += bytes
    },
    ...more,
  }
  try {
    for await (const some of carryOut(actions, carrying)) receipts.push(...some)
  } catch (error) {
    if (!(error instanceof Halt)) throw error
    halt = error
  }
  return { receipts, halt, waits, progress }
}

function stateOf({ receipts }: Outcome, name: string) {
  const { state, reason, sentence } = receipts.find(({ source }) => source[0] === name) ?? { state: 'none' }
  return { state, reason, sentence }
}

function sha256(text: string) {
  return createHash('sha256').update(text).digest('hex')
}

describe('copying', () => {
  test('brings every byte and gives a receipt with both hashes', async () => {
    const { source, destination } = world()
    const { receipts, progress } = await carry(copies(source, destination), source, destination)
    expect(receipts).toHaveLength(names.length)
    for (const [name, { bytes, modifiedAt }] of source.files) {
      expect(destination.files.get(name)).toMatchObject({ bytes, modifiedAt })
    }
    expect(receipts.find(({ source: path }) => path[0] === 'a.pdf')).toMatchObject({
      state: 'succeeded',
      reason: 'copied',
      sourceSha256: sha256('content of a.pdf'),
      destinationSha256: sha256('content of a.pdf'),
      verified: 'read-back',
      attempts: 1,
    })
    expect(progress).toBe('content of x.pdf'.length * 3)
  })

  test('believes the platform’s own hash and then reads nothing back', async () => {
    const { source, destination } = world({ destination: { hashes: ['md5'] } })
    const { receipts } = await carry(copies(source, destination), source, destination)
    expect(receipts.map(({ verified }) => verified)).toEqual(names.map(() => 'platform-hash'))
    expect(destination.calls).not.toContain('read')
  })

  test('verifies nothing when the job asks for none', async () => {
    const { source, destination } = world()
    const options = { ...defaultOptions, verification: 'none' as const }
    const { receipts } = await carry(copies(source, destination), source, destination, { options })
    expect(receipts.every(({ state, verified }) => state === 'succeeded' && verified === undefined)).toBe(true)
    expect(destination.calls.every((verb) => verb === 'write')).toBe(true)
  })

  test('never has more in flight than it may', async () => {
    const { source, destination } = world()
    let [now, most] = [0, 0]
    const write = destination.write
    if (!write) throw new Error('no write')
    const slow: Tree = {
      ...destination,
      write: async (...given) => {
        most = Math.max(most, ++now)
        await new Promise((resolve) => setImmediate(resolve))
        now--
        return await write(...given)
      },
    }
    await carry(copies(source, destination), source, slow, { concurrency: 2 })
    expect(most).toBe(2)
  })

  test('counts and copies a file whose size the platform does not tell', async () => {
    const { source, destination } = world()
    const [action] = copies(source, destination)
    if (!action) throw new Error('no action')
    const { size: _, ...from } = action.from
    const outcome = await carry([{ ...action, from }], source, destination)
    expect(outcome.receipts).toMatchObject([{ state: 'succeeded', size: 'content of a.pdf'.length }])
  })
})

describe('a file that changes', () => {
  test('while it is read is read again as it is then', async () => {
    const { source, destination } = world()
    let isFirst = true
    source.whileRead = () => {
      if (isFirst) source.put(['a.pdf'], 'second content of')
      isFirst = false
    }
    const outcome = await carry(copies(source, destination).slice(0, 1), source, destination)
    expect(outcome.receipts).toMatchObject([
      { state: 'succeeded', attempts: 2, sourceSha256: sha256('second content of') },
    ])
    expect(destination.files.get('a.pdf')?.bytes.toString()).toBe('second content of')
    expect(outcome.progress).toBe('second content of'.length)
  })

  test('at every reading is flagged, and nothing torn is left', async () => {
    const { source, destination } = world()
    let turn = 0
    source.whileRead = () => void source.put(['a.pdf'], `content ${turn++} of`)
    const outcome = await carry(copies(source, destination).slice(0, 1), source, destination)
    expect(outcome.receipts).toMatchObject([{ state: 'flagged', reason: 'changed-while-read', attempts: 3 }])
    expect(destination.files.size).toBe(0)
    expect(outcome.progress).toBe(0)
  })

  test('at the destination after it was compared is not replaced', async () => {
    const { source, destination } = world()
    destination.put(['a.pdf'], 'older')
    const actions = copies(source, destination, { ...defaultOptions, onConflict: 'prefer-source' })
    destination.put(['a.pdf'], 'somebody’s work')
    const outcome = await carry(actions, source, destination)
    expect(stateOf(outcome, 'a.pdf')).toMatchObject({ state: 'flagged', reason: 'conflict' })
    expect(destination.files.get('a.pdf')?.bytes.toString()).toBe('somebody’s work')
  })

  test('that appears at the destination after the plan is not replaced', async () => {
    const { source, destination } = world()
    const actions = copies(source, destination)
    destination.put(['a.pdf'], 'somebody’s work')
    const outcome = await carry(actions, source, destination)
    expect(stateOf(outcome, 'a.pdf')).toMatchObject({ state: 'flagged', reason: 'conflict' })
    expect(destination.files.get('a.pdf')?.bytes.toString()).toBe('somebody’s work')
  })

  test('is compared right before the write where the platform gives no etag', async () => {
    const { source, destination } = world()
    destination.put(['a.pdf'], 'older')
    const all = copies(source, destination, { ...defaultOptions, onConflict: 'prefer-source' })
    const actions = all
      .filter(({ replaces }) => replaces)
      .map((action) => ({ ...action, replaces: { size: 5, modifiedAt: 1 } }))
    const outcome = await carry(actions, source, destination)
    expect(stateOf(outcome, 'a.pdf')).toMatchObject({ state: 'flagged', reason: 'conflict' })
    expect(destination.files.get('a.pdf')?.bytes.toString()).toBe('older')
  })
})

describe('content that arrives wrong', () => {
  test('once is written again', async () => {
    const { source, destination } = world()
    let isFirst = true
    destination.corrupt = (bytes) => {
      const result = isFirst ? Buffer.from(bytes.toString().replace('c', 'X')) : bytes
      isFirst = false
      return result
    }
    const outcome = await carry(copies(source, destination).slice(0, 1), source, destination)
    expect(outcome.receipts).toMatchObject([{ state: 'succeeded', attempts: 2 }])
    expect(destination.files.get('a.pdf')?.bytes.toString()).toBe('content of a.pdf')
  })

  test('every time is flagged and removed where nothing was before', async () => {
    const { source, destination } = world()
    destination.corrupt = (bytes) => Buffer.from(bytes.toString().replace('c', 'X'))
    const outcome = await carry(copies(source, destination).slice(0, 1), source, destination)
    expect(outcome.receipts).toMatchObject([{ state: 'flagged', reason: 'not-verified' }])
    expect(outcome.receipts[0]).not.toHaveProperty('destinationPrint')
    expect(outcome.receipts[0]?.sentence).toContain('removed')
    expect(destination.files.size).toBe(0)
  })

  test('every time over other content is flagged, and the sentence warns of what lies there', async () => {
    const { source, destination } = world()
    destination.put(['a.pdf'], 'older')
    const actions = copies(source, destination, { ...defaultOptions, onConflict: 'prefer-source' }).slice(0, 1)
    destination.corrupt = (bytes) => Buffer.from(bytes.toString().replace('c', 'X'))
    const { receipts } = await carry(actions, source, destination)
    expect(receipts).toMatchObject([
      { state: 'flagged', reason: 'not-verified', destinationPrint: printOf(destination.entry(['a.pdf'])) },
    ])
    expect(receipts[0]?.sentence).toContain('do not use it')
  })

  test('is found by its size alone when nothing else is verified', async () => {
    const { source, destination } = world()
    destination.corrupt = (bytes) => bytes.subarray(1)
    const options = { ...defaultOptions, verification: 'none' as const }
    const outcome = await carry(copies(source, destination).slice(0, 1), source, destination, { options })
    expect(outcome.receipts).toMatchObject([{ state: 'flagged', reason: 'not-verified' }])
  })
})

describe('a failure', () => {
  function failing(kind: FailureKind, more: object = {}) {
    return () => new StorageError({ kind, message: `The platform said ${kind}.`, ...more })
  }

  test('that passes is waited out, as long as the platform asks', async () => {
    const { source, destination } = world()
    let left = 1
    destination.fault = ({ verb }) => (verb === 'write' && left-- > 0 ? 'before' : undefined)
    destination.failure = failing('rate-limited', { advice: { do: 'retry-later', afterMs: 1234 } })
    const outcome = await carry(copies(source, destination), source, destination)
    expect(outcome.waits).toEqual([1234])
    expect(outcome.receipts.every(({ state }) => state === 'succeeded')).toBe(true)
  })

  test('that lasts flags the item after three attempts, with the platform’s words', async () => {
    const { source, destination } = world()
    destination.fault = ({ verb }) => (verb === 'write' ? 'before' : undefined)
    const outcome = await carry(copies(source, destination).slice(0, 1), source, destination)
    expect(outcome.receipts).toMatchObject([{ state: 'flagged', reason: 'failed', attempts: 3 }])
    expect(outcome.receipts[0]?.sentence).toBe(
      'The platform did not answer write. It was tried 3 times; the next run tries it again.',
    )
    expect(outcome.waits).toEqual([1000, 4000])
  })

  test('of a platform that does not answer halts the run, for it to wait, and flags nothing', async () => {
    const { source, destination } = world()
    destination.fault = ({ verb }) => (verb === 'write' ? 'before' : undefined)
    const outcome = await carry(copies(source, destination), source, destination, { waitsForPlatforms: true })
    expect(outcome.halt?.error.kind).toBe('unavailable')
    expect(outcome.receipts).toEqual([])
  })

  test('of one item leaves the others alone', async () => {
    const { source, destination } = world()
    const actions = copies(source, destination)
    source.files.delete('b.pdf')
    const outcome = await carry(actions, source, destination)
    expect(stateOf(outcome, 'b.pdf')).toMatchObject({ state: 'flagged', reason: 'unreadable' })
    expect(outcome.receipts.filter(({ state }) => state === 'succeeded')).toHaveLength(names.length - 1)
  })

  test.each<[FailureKind, object]>([
    ['unauthorised', {}],
    ['no-space', {}],
    ['no-space', { advice: { do: 'skip-this' } }],
    ['rate-limited', { advice: { do: 'retry-later', afterMs: 1_800_000 } }],
    ['rate-limited', {}],
  ])('that concerns the whole run halts it without flagging anything: %s %j', async (kind, more) => {
    const { source, destination } = world()
    destination.fault = ({ verb }) => (verb === 'write' ? 'before' : undefined)
    destination.failure = failing(kind, more)
    const outcome = await carry(copies(source, destination), source, destination)
    expect(outcome.halt?.error.kind).toBe(kind)
    expect(outcome.receipts).toEqual([])
  })

  test('stops the run at the first item where the job says so, and what is done has its receipt', async () => {
    const { source, destination } = world()
    const actions = copies(source, destination)
    source.files.delete('b.pdf')
    const options = { ...defaultOptions, onFailure: 'halt' as const }
    const outcome = await carry(actions, source, destination, { options, concurrency: 1 })
    expect(outcome.halt).toBeDefined()
    expect(outcome.receipts.map(({ state }) => state)).toEqual(['succeeded', 'flagged'])
    expect([...destination.files.keys()]).toEqual(['a.pdf'])
  })

  test('of a write that had succeeded makes no second copy', async () => {
    const { source, destination } = world()
    let left = 1
    destination.fault = ({ verb }) => (verb === 'write' && left-- > 0 ? 'after' : undefined)
    const outcome = await carry(copies(source, destination).slice(0, 1), source, destination)
    expect(outcome.receipts).toMatchObject([{ state: 'succeeded', attempts: 2, verified: 'read-back' }])
    expect(destination.calls.filter((verb) => verb === 'write')).toHaveLength(1)
  })

  test('of the verification alone is told as such, and the copy stays the job’s own', async () => {
    const { source, destination } = world()
    destination.fault = ({ verb }) => (verb === 'read' || verb === 'stat' ? 'before' : undefined)
    const { receipts } = await carry(copies(source, destination).slice(0, 1), source, destination)
    expect(receipts).toMatchObject([
      { state: 'flagged', reason: 'not-verified', destinationPrint: printOf(destination.entry(['a.pdf'])) },
    ])
  })

  test('that nobody foresaw is flagged, not thrown', async () => {
    const { source, destination } = world()
    destination.fault = ({ verb }) => (verb === 'write' ? 'before' : undefined)
    destination.failure = () => new TypeError('undefined is not a function')
    const outcome = await carry(copies(source, destination), source, destination)
    expect(outcome.receipts.every(({ reason }) => reason === 'failed')).toBe(true)
  })
})

describe('a cancelled run', () => {
  test('begins nothing new, and what is done has its receipt', async () => {
    const { source, destination } = world()
    const controller = new AbortController()
    destination.fault = ({ verb }) => {
      if (verb === 'write' && destination.files.size === 1) controller.abort()
      return undefined
    }
    const outcome = await carry(copies(source, destination), source, destination, {
      signal: controller.signal,
      concurrency: 1,
    })
    expect(outcome.halt?.error.kind).toBe('cancelled')
    expect(outcome.receipts.length).toBeLessThan(names.length)
    for (const { source: path } of outcome.receipts) expect(destination.files.has(path[0] ?? '')).toBe(true)
  })
})

describe('settling after an interruption', () => {
  test('finds a copy that was made and makes no second one', async () => {
    const { source, destination } = world()
    const actions = copies(source, destination)
    await carry(actions, source, destination)
    const before = new Map(destination.files)
    const outcome = await carry(actions, source, destination, { settle: true })
    expect(outcome.receipts.map(({ state, reason }) => `${state} ${reason}`)).toEqual(
      names.map(() => 'succeeded copied'),
    )
    expect(destination.files).toEqual(before)
  })

  test('removes what the interrupted write left beside the file', async () => {
    const { source, destination } = world()
    destination.partials.add('a.pdf a.pdf')
    await carry(copies(source, destination), source, destination, { settle: true })
    expect(destination.partials.size).toBe(0)
  })

  test('replaces what was to be replaced, when the write had not happened', async () => {
    const { source, destination } = world()
    destination.put(['a.pdf'], 'older')
    const actions = copies(source, destination, { ...defaultOptions, onConflict: 'prefer-source' })
    const outcome = await carry(actions, source, destination, { settle: true })
    expect(stateOf(outcome, 'a.pdf')).toMatchObject({ state: 'succeeded', reason: 'replaced' })
    expect(destination.files.get('a.pdf')?.bytes.toString()).toBe('content of a.pdf')
  })

  test('flags what somebody else has put there since', async () => {
    const { source, destination } = world()
    const actions = copies(source, destination)
    destination.put(['a.pdf'], 'somebody’s work!')
    const outcome = await carry(actions, source, destination, { settle: true })
    expect(stateOf(outcome, 'a.pdf')).toMatchObject({ state: 'flagged', reason: 'conflict' })
    expect(destination.files.get('a.pdf')?.bytes.toString()).toBe('somebody’s work!')
  })

  test('replaces our copy of what the source was before it changed again', async () => {
    const { source, destination } = world()
    const actions = copies(source, destination)
    await carry(actions, source, destination)
    source.put(['a.pdf'], 'newer and longer content', new Date('2026-03-02T12:00:00Z'))
    const outcome = await carry(actions, source, destination, { settle: true })
    expect(stateOf(outcome, 'a.pdf')).toMatchObject({ state: 'succeeded' })
    expect(destination.files.get('a.pdf')?.bytes.toString()).toBe('newer and longer content')
  })
})

describe('a fault at any call, on either side, before or after its effect', () => {
  const sides = ['source', 'destination'] as const
  const moments = ['before', 'after'] as const
  const kinds: readonly FailureKind[] = [
    'unavailable',
    'unexpected',
    'rate-limited',
    'no-space',
    'forbidden',
    'corrupt',
  ]

  /** What must hold whatever happens. */
  function assertNothingLost({ receipts }: Outcome, source: Tree, destination: Tree) {
    expect(new Set(receipts.map(({ source: path }) => path[0])).size).toBe(receipts.length)
    for (const { source: path, state } of receipts) {
      const name = path[0] ?? ''
      if (state === 'succeeded') expect(destination.files.get(name)?.bytes).toEqual(source.files.get(name)?.bytes)
      else expect(state).toBe('flagged')
    }
    for (const [name, { bytes }] of destination.files) expect(bytes).toEqual(source.files.get(name)?.bytes)
  }

  test.each(sides.flatMap((side) => moments.flatMap((moment) => kinds.map((kind) => [side, moment, kind] as const))))(
    'loses nothing and copies nothing twice: %s, %s, %s',
    async (side, moment, kind) => {
      const dry = world()
      await carry(copies(dry.source, dry.destination), dry.source, dry.destination)
      for (let n = 1; n <= dry[side].calls.length; n++) {
        const { source, destination } = world()
        const actions = copies(source, destination)
        const faulty = side === 'source' ? source : destination
        faulty.fault = ({ number }) => (number === n ? moment : undefined)
        faulty.failure = (verb) => new StorageError({ kind, verb, message: `${verb} failed: ${kind}.` })
        const first = await carry(actions, source, destination)
        assertNothingLost(first, source, destination)

        faulty.fault = () => undefined
        const rest = actions.filter(({ source: path }) => !first.receipts.some((one) => one.source[0] === path[0]))
        expect(rest.length === 0).toBe(first.halt === undefined)
        const second = await carry(rest, source, destination, { settle: true })
        assertNothingLost(second, source, destination)
        expect(second.receipts).toHaveLength(rest.length)
        expect(second.receipts.every(({ state }) => state === 'succeeded')).toBe(true)
        expect(destination.partials.size).toBe(0)
        const written = [...destination.files.values()].map(({ etag }) => Number(etag.slice(1)))
        expect(Math.max(...written)).toBe(destination.files.size)
      }
    },
  )

  test.each(sides)('that never ends leaves every item in one state: %s', async (side) => {
    const dry = world()
    await carry(copies(dry.source, dry.destination), dry.source, dry.destination)
    for (let n = 1; n <= dry[side].calls.length; n++) {
      const { source, destination } = world()
      const actions = copies(source, destination)
      const faulty = side === 'source' ? source : destination
      faulty.fault = ({ number }) => (number >= n ? 'before' : undefined)
      const outcome = await carry(actions, source, destination)
      assertNothingLost(outcome, source, destination)
      expect(outcome.receipts).toHaveLength(actions.length)
    }
  })
})
