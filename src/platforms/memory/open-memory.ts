import type { Entry, Facts, Fields, ListOptions, Page, Path, Space, Storage, StorageGroup, Write } from '#platform'
import { entryOf } from './entry.ts'
import { find } from './find.ts'
import { gate } from './gate.ts'
import { emptyHolding, type Holding } from './held.ts'
import { usualKnobs, type Knobs, type Troubles } from './knobs.ts'
import { list, listDeep } from './list.ts'
import { locks } from './locks.ts'
import { makeFolder } from './make-folder.ts'
import { facts as usualFacts } from './manifest.ts'
import { fillIn, metadata } from './metadata.ts'
import { move } from './move.ts'
import { owners } from './owners.ts'
import { permissions } from './permissions.ts'
import { principals } from './principals.ts'
import { put } from './put.ts'
import { read } from './read.ts'
import { remove } from './remove.ts'
import type { Memory } from './room.ts'
import { signedIn } from './signed-in.ts'
import { take } from './take.ts'
import { versions } from './versions.ts'
import { abandon, usedBytes, write } from './write.ts'

/** A storage in this process, with handles for tests that no other platform has. */
export interface MemoryStorage extends Storage {
  /** The first space. */
  readonly space: string
  /** What it holds; `openMemory(knobs, holding)` opens a second storage on it. */
  readonly holding: Holding
  /** The verbs called so far. */
  readonly calls: readonly string[]
  /** Every access token so far. */
  readonly secrets: () => readonly string[]
  /** How often a new access token was asked for. */
  readonly refreshes: () => number
  expireToken(): void
  /** Changes what goes wrong, from now on. */
  turn(troubles: Partial<Troubles>): void
  /** Puts a file there as another program would: no call is counted, folders come along, no trouble stands in the way. */
  put(path: Path, content: string | Uint8Array, modifiedAt?: Date): Entry
  /** Fills fields of an entry in as another program would, in the same way. */
  fillIn(path: Path, fields: Fields): void
  /** What is there, without a call. */
  entry(path: Path): Entry
}

// Which storages are ours, to take files from them directly.
const memories = new WeakMap<Storage, Memory>()

export function openMemory(turned: Partial<Knobs> = {}, holding?: Holding): MemoryStorage {
  let knobs: Knobs = { ...usualKnobs, ...turned }
  const facts: Facts = { ...usualFacts, ...turned.facts }
  const access = signedIn(() => knobs)
  const memory: Memory = {
    holding: holding ?? emptyHolding(knobs.spaces, knobs.clock.now()),
    facts,
    knobs: () => knobs,
    gate: gate(() => knobs, access),
  }
  const [space] = knobs.spaces
  const storage: MemoryStorage = {
    ...verbsOf(memory),
    space,
    holding: memory.holding,
    calls: memory.gate.calls,
    secrets: access.secrets,
    refreshes: access.refreshes,
    expireToken: access.expire,
    turn: (troubles) => void (knobs = { ...knobs, ...troubles }),
    put: (path, content, modifiedAt) => put(memory, { space, path }, Buffer.from(content), modifiedAt),
    fillIn: (path, fields) => fillIn(find(memory, { space, path }, 'set-metadata'), fields),
    entry: (path) => entryOf(space, find(memory, { space, path }, 'stat'), facts),
  }
  memories.set(storage, memory)
  return storage
}

/** All verbs of the contract, without those that the knobs say are lacking. */
function verbsOf(memory: Memory): Storage {
  const { facts, knobs, gate } = memory
  const all: Storage = {
    facts,
    spaces: (options) => spaces(memory, options),
    list: (folder, options) => list(memory, folder, options),
    stat: (place, options) =>
      gate.call('stat', place.path, options, () => entryOf(place.space, find(memory, place, 'stat'), facts)),
    read: (file, options) => read(memory, file, options),
    write: writeIn(memory),
    makeFolder: (folder, options) => gate.call('make-folder', folder.path, options, () => makeFolder(memory, folder)),
    delete: (place, options) => gate.call('delete', place.path, options, () => remove(memory, place, options)),
    move: (from, to, options) => gate.call('move', from.path, options, () => move(memory, from, to)),
    listDeep: (folder, options) => listDeep(memory, folder, options),
    versions: (file, options) => gate.call('versions', file.path, options, () => versions(memory, file)),
    permissions: permissions(memory),
    owners: owners(memory),
    principals: (options) => principals(memory, options),
    locks: locks(memory),
    metadata: metadata(memory),
    takeFrom(source, files, options) {
      const from = memories.get(source)
      return from && take(from, files, memory, options)
    },
    about: (options) => gate.call('about', [], options, () => about(memory)),
    ...(knobs().rate && { budget: () => gate.budget() }),
    close: async () => {},
  }
  const lacks: ReadonlySet<string> = new Set<StorageGroup>([
    ...knobs().lacks,
    ...(facts.keepsVersions ? [] : (['versions'] as const)),
    ...(facts.keepsPermissions ? [] : (['permissions'] as const)),
    ...(facts.keepsOwners ? [] : (['owners'] as const)),
    ...(facts.keepsPermissions || facts.keepsOwners ? [] : (['principals'] as const)),
    ...(facts.locks === 'set' ? [] : (['locks'] as const)),
    ...(facts.metadata === 'set' ? [] : (['metadata'] as const)),
  ])
  return Object.fromEntries(Object.entries(all).filter(([member]) => !lacks.has(member))) as unknown as Storage
}

function writeIn(memory: Memory): Write {
  return Object.assign(
    async (...[file, content, options]: Parameters<Write>) => await write(memory, file, content, options),
    {
      abandon: async (...[file, intent, options]: Parameters<NonNullable<Write['abandon']>>) =>
        await memory.gate.call('abandon', file.path, options, () => abandon(memory, file, intent)),
    },
  )
}

async function* spaces({ gate, holding, facts }: Memory, options: ListOptions = {}): AsyncGenerator<Page<Space>> {
  const most = Math.min(options.pageSize ?? facts.pageSize, facts.pageSize)
  const all = [...holding.roots.keys()].map((id) => ({ id, name: id, kind: 'space' }))
  let at = Number(options.cursor ?? 0)
  do {
    const entries = await gate.call('spaces', [], options, () => all.slice(at, at + most))
    at += most
    yield at < all.length ? { entries, next: String(at) } : { entries }
  } while (at < all.length)
}

function about(memory: Memory) {
  const { account, capacityBytes } = memory.knobs()
  const used = usedBytes(memory)
  const free = capacityBytes === Number.POSITIVE_INFINITY ? {} : { freeBytes: capacityBytes - used }
  return { account, isService: true, usedBytes: used, ...free }
}
