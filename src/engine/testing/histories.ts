// Random histories of two sides that are kept in step: what people do on either side between runs, and what fails during
// runs, against what must be so in the end.
import { parentOf, samePath, showPath, type Entry, type Path, type Place, type Storage } from '#platform'
import { openMemory, type MemoryStorage } from '../../platforms/memory/open-memory.ts'
import { randomFrom } from '#toolkit/testing/random-from.ts'
import type { Action, Copy, Keep, Leave, Make, Move, Remove } from '../action.ts'
import { carryOut } from '../carry-out.ts'
import { makeFolders } from '../make-folders.ts'
import { defaultOptions, type JobOptions } from '../options.ts'
import type { Receipt } from '../receipt.ts'
import { removeLost } from '../remove-lost.ts'
import { termsOf } from '../terms.ts'
import { printAt, type Agreement, type Side } from '../two-way/agreement.ts'
import { followMove, isStillAgreed } from '../two-way/follow-move.ts'
import { turnReceipt } from '../two-way/turn.ts'
import { walkBoth, type World } from '../two-way/walk.ts'
import { withoutIds } from './without-ids.ts'

const sides = ['source', 'destination'] as const
const names = ['a', 'b', 'c', 'A', 'd.txt', 'e.pdf']
const mostOperations = 60

class Memory {
  readonly #items = new Map<string, Agreement>()

  children(folder: Path): readonly Agreement[] {
    return this.all().filter(({ source }) => samePath(parentOf(source), folder))
  }

  all(): readonly Agreement[] {
    return [...this.#items.values()]
  }

  at(source: Path, kind: Agreement['kind']): Agreement | undefined {
    return this.#items.get(keyOf(source, kind))
  }

  record(receipt: Receipt): void {
    if (receipt.reason === 'removed' || receipt.reason === 'removed-back') return void this.forget(receipt)
    const before = this.at(receipt.source, receipt.kind)
    const destinationPrint = receipt.destinationPrint ?? before?.destinationPrint
    this.#items.set(keyOf(receipt.source, receipt.kind), {
      source: receipt.source,
      destination: receipt.destination ?? before?.destination ?? receipt.source,
      kind: receipt.kind,
      state: receipt.state,
      reason: receipt.reason,
      sourcePrint: receipt.sourcePrint ?? before?.sourcePrint ?? {},
      ...(destinationPrint && { destinationPrint }),
    })
  }

  forget({ source, kind }: Pick<Agreement, 'source' | 'kind'>): void {
    this.#items.delete(keyOf(source, kind))
    if (kind !== 'folder') return
    for (const child of this.children(source)) this.forget(child)
  }

  move({ was, source, destination, kind }: Move, prints: Partial<Agreement>): void {
    for (const item of this.all()) {
      const isItself = item.kind === kind && samePath(item.source, was.source)
      const isBelow = kind === 'folder' && isWithin(item.source, was.source)
      if (!isItself && !isBelow) continue
      this.#items.delete(keyOf(item.source, item.kind))
      const moved = {
        ...item,
        source: [...source, ...item.source.slice(was.source.length)],
        destination: [...destination, ...item.destination.slice(was.destination.length)],
        ...(isItself && prints),
      }
      this.#items.set(keyOf(moved.source, moved.kind), moved)
    }
  }
}

function keyOf(source: Path, kind: string): string {
  return `${kind} ${showPath(source)}`
}

function isWithin(path: Path, folder: Path): boolean {
  return path.length > folder.length && folder.every((name, at) => name === path[at])
}

interface Scene {
  readonly storages: Readonly<Record<Side, Storage>>
  readonly places: Readonly<Record<Side, Place>>
  readonly memory: Memory
  readonly options: JobOptions
  readonly now: () => number
}

/** One run; gives what it did besides finding things unchanged. Throws what would make a run wait or fail. */
async function sync(scene: Scene): Promise<readonly Action[]> {
  const refused = new Set<string>()
  for (let round = 0; ; round++) {
    const done: Action[] = []
    const moves = await walkBoth(
      { source: [], from: scene.places.source, destination: [], to: scene.places.destination },
      worldOf(scene, done, (source) => round < 5 && !refused.has(showPath(source))),
    )
    const copies = done.filter((action) => action.do === 'copy')
    await carryOutCopies(scene, copies)
    if (moves.length === 0) {
      await carryOutRemovals(
        scene,
        done.filter((action) => action.do === 'remove'),
      )
      return done
    }
    for (const move of moves) {
      const known = scene.memory.at(move.was.source, move.kind)
      if (known && !isStillAgreed(move, known)) continue
      const moved = known && (await followMove(move, known, { ...scene, signal: new AbortController().signal }))
      if (moved) scene.memory.move(move, moved)
      else refused.add(showPath(move.source))
    }
  }
}

function worldOf(scene: Scene, done: Action[], mayFollow: (source: Path) => boolean): World {
  const { storages, places, memory, options, now } = scene
  const ends = {
    source: { facts: storages.source.facts, title: 'Source' },
    destination: { facts: storages.destination.facts, title: 'Destination' },
  }
  const line = (action: Keep | Leave) => ({
    source: action.source,
    kind: action.kind,
    size: action.size,
    reason: action.reason,
    sentence: action.sentence,
    attempts: 0,
    finishedAt: now(),
  })
  return {
    storages,
    places,
    both: {
      terms: termsOf({ ...ends, options }),
      back: termsOf({ source: ends.destination, destination: ends.source, options }),
    },
    signal: new AbortController().signal,
    isSimulation: false,
    mayFollow: ({ source }) => mayFollow(source),
    withIds: async (side, ids) =>
      memory.all().filter((item) => item.destinationPrint && ids.includes(printAt(side, item)?.id ?? '')),
    async children(side, folder) {
      const all: Entry[] = []
      for await (const page of storages[side].list(folder)) all.push(...page.entries)
      return all
    },
    remembered: async (folders) => folders.map((folder) => memory.children(folder)),
    plannedMove: () => undefined,
    isMovedAway: () => false,
    heed: (decision) => decision,
    async note(action: Copy | Keep | Leave | Remove | Move) {
      if (action.do === 'keep') {
        const { destination, sourcePrint, destinationPrint, isRevised } = action
        const state = isRevised ? 'revised' : 'succeeded'
        memory.record({ ...line(action), destination, sourcePrint, destinationPrint, state })
        return
      }
      if (action.do === 'leave') memory.record({ ...line(action), state: action.state })
      done.push(action)
    },
    async make(action: Make) {
      done.push(action)
      const making = {
        ...waysOf(scene, action.way),
        signal: new AbortController().signal,
        clock: clockOf(now),
        concurrency: 1,
      }
      for await (const [receipt] of makeFolders([action], making)) {
        if (!receipt) continue
        memory.record(turnReceipt(receipt, action.way))
        const { state, reason, sentence, source, kind, size } = receipt
        if (state === 'flagged') return { do: 'leave', state, reason, sentence, source, kind, size }
        const id = receipt.destinationPrint?.id
        return { place: { ...action.to, ...(id !== undefined && { id }) }, isNew: receipt.reason !== 'already-there' }
      }
      throw new Error('A folder that was to be made has no receipt.')
    },
    async forget(known) {
      for (const one of known) memory.forget(one)
    },
  }
}

function waysOf({ storages }: Scene, way: 'back' | undefined): { source: Storage; destination: Storage } {
  return way === 'back' ? { source: storages.destination, destination: storages.source } : storages
}

function clockOf(now: () => number) {
  return { now, sleep: async () => undefined }
}

async function carryOutCopies(scene: Scene, copies: readonly Copy[]): Promise<void> {
  for (const way of [undefined, 'back'] as const) {
    const carrying = {
      ...waysOf(scene, way),
      options: scene.options,
      signal: new AbortController().signal,
      clock: clockOf(scene.now),
      concurrency: 3,
      settle: false,
      waitsForPlatforms: false,
      intentOf: (action: Copy) => showPath(action.source),
      onPart: async () => undefined,
      onProgress: () => undefined,
    }
    for await (const receipts of carryOut(
      copies.filter((copy) => copy.way === way),
      carrying,
    )) {
      for (const receipt of receipts) scene.memory.record(turnReceipt(receipt, way))
    }
  }
}

async function carryOutRemovals(scene: Scene, removals: readonly Remove[]): Promise<void> {
  for (const way of [undefined, 'back'] as const) {
    const removing = {
      ...waysOf(scene, way),
      signal: new AbortController().signal,
      clock: clockOf(scene.now),
      concurrency: 3,
    }
    for await (const receipts of removeLost(
      removals.filter((one) => one.way === way),
      removing,
    )) {
      for (const receipt of receipts) scene.memory.record(turnReceipt(receipt, way))
    }
  }
}

type Tree = ReadonlyMap<string, string>

async function treeOf(storage: MemoryStorage): Promise<Tree> {
  const tree = new Map<string, string>()
  const stack: Place[] = [{ space: storage.space, path: [] }]
  for (let folder = stack.pop(); folder; folder = stack.pop()) {
    for await (const { entries } of storage.list(folder)) {
      for (const entry of entries) {
        if (entry.kind === 'folder') stack.push(entry)
        tree.set(showPath(entry.path), entry.kind === 'folder' ? '' : await textOf(storage, entry))
      }
    }
  }
  return tree
}

async function textOf(storage: Storage, entry: Entry): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of storage.read(entry)) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

function show(tree: Tree, { caseSensitive }: { readonly caseSensitive: boolean }): string {
  return [...tree]
    .map(([path, text]) => `${caseSensitive ? path : path.toLowerCase()}=${text}`)
    .toSorted()
    .join(' ')
}

/** A folder where the other side has a file waits for a person. */
function isClash(here: string, there: string | undefined): boolean {
  return there !== undefined && (here === '') !== (there === '')
}

/** Plays one history; gives what was not as it must be. */
export async function playHistory(seed: number): Promise<readonly string[]> {
  const random = randomFrom(seed)
  const pick = <T>(list: readonly [T, ...T[]] | readonly T[]): T => list[Math.floor(random() * list.length)] as T
  let time = Date.UTC(2026, 0, 1)
  const now = () => (time += 1000)
  const facts = { caseSensitive: random() < 0.5, keepsVersions: random() < 0.3 }
  const clock = clockOf(now)
  const open = () => openMemory({ clock, spaces: ['s'], facts })
  const stores = { source: open(), destination: open() }
  const seen = (store: MemoryStorage): Storage => (random() < 0.4 ? withoutIds(store) : store)
  const place = { space: 's', path: [] }
  const scene: Scene = {
    storages: { source: seen(stores.source), destination: seen(stores.destination) },
    places: { source: place, destination: place },
    memory: new Memory(),
    options: { ...defaultOptions, direction: 'two-way', onConflict: 'keep-both', deletedItems: 'mirror' },
    now,
  }
  const problems: string[] = []
  /** Contents that nobody has deleted or replaced. */
  const wanted = new Set<string>()
  let written = 0
  let operations = 0

  async function operate(side: Side): Promise<void> {
    const store = stores[side]
    const tree = await treeOf(store)
    const paths = [...tree.keys()].map((text) => text.split('/'))
    const drop = (path: Path) => {
      for (const [text, content] of tree) {
        const own = text.split('/')
        if (content !== '' && (samePath(own, path) || isWithin(own, path))) wanted.delete(content)
      }
    }
    const folders = [[], ...paths.filter((path) => tree.get(showPath(path)) === '')].filter(({ length }) => length < 3)
    const what = random()
    const target = [...pick(folders), pick(names)]
    const some = paths.length > 0 ? pick(paths) : undefined
    try {
      if (what < 0.35 || !some) {
        const content = `${side} ${++written}`
        if (tree.get(showPath(target)) === '') return
        const there = await store.stat({ space: 's', path: target }).catch(() => undefined)
        if (there?.kind === 'folder') return
        if (there) drop(there.path)
        store.put(target, content, random() < 0.2 ? new Date(time) : new Date(now()))
        wanted.add(content)
      } else if (what < 0.55) {
        if (tree.get(showPath(some)) === '') return
        drop(some)
        const content = `${side} ${++written}`
        store.put(some, content, new Date(now()))
        wanted.add(content)
      } else if (what < 0.7) {
        drop(some)
        await store.delete?.({ space: 's', path: some, id: store.entry(some).id ?? '' })
      } else if (what < 0.92) {
        if (isWithin(target, some)) return
        await store.move?.(store.entry(some), { space: 's', path: target })
      } else {
        await store.makeFolder?.({ space: 's', path: target })
      }
    } catch {
      // Somebody is told that it cannot be done.
    }
  }

  async function settle(): Promise<readonly Action[]> {
    let last: readonly Action[] = []
    for (let run = 0; run < 3; run++) {
      last = await sync(scene)
      if (last.length === 0) return last
    }
    return last
  }

  async function agree(what: string, expected?: Tree): Promise<void> {
    const left = await settle()
    const trees = { source: await treeOf(stores.source), destination: await treeOf(stores.destination) }
    const fold = (path: string) => (facts.caseSensitive ? path : path.toLowerCase())
    const there = new Map([...trees.destination].map(([path, text]) => [fold(path), text]))
    const clashes = [...trees.source].some(([path, text]) => isClash(text, there.get(fold(path))))
    if (left.length > 0 && !clashes) {
      problems.push(
        `${what}: not quiet after three runs: ${left.map((one) => `${one.do} ${'way' in one ? (one.way ?? '') : ''} ${showPath(one.source)} ${one.reason}`).join(', ')}`,
      )
    }
    if (left.length === 0 && show(trees.source, facts) !== show(trees.destination, facts)) {
      problems.push(`${what}: the sides differ: ${show(trees.source, facts)} | ${show(trees.destination, facts)}`)
    }
    for (const content of wanted) {
      if (sides.every((side) => ![...trees[side].values()].includes(content)))
        problems.push(`${what}: ${content} was lost`)
    }
    if (expected && show(trees.source, facts) !== show(expected, facts)) {
      problems.push(`${what}: ${show(trees.source, facts)} should be ${show(expected, facts)}`)
    }
  }

  while (operations < mostOperations && problems.length === 0) {
    const who = pick(['source', 'destination', 'both'] as const)
    const count = 1 + Math.floor(random() * 8)
    const before = show(await treeOf(stores.source), facts) === show(await treeOf(stores.destination), facts)
    for (let at = 0; at < count; at++) await operate(who === 'both' ? pick(sides) : who)
    operations += count
    const fails = random() < 0.4
    // A write whose answer was lost may be met later as something new.
    const alone = who === 'both' || !before || fails ? undefined : await treeOf(stores[who])
    if (fails) {
      const chance = random() * 0.2
      const fault = () => (random() < chance ? (random() < 0.5 ? ('before' as const) : ('after' as const)) : undefined)
      for (const side of sides) stores[side].turn({ fault })
      await sync(scene).catch(() => undefined)
      for (const side of sides) stores[side].turn({ fault: () => undefined })
    }
    await agree(`after ${operations} operations (${who}${fails ? ', with failures' : ''})`, alone)
  }
  return problems
}
