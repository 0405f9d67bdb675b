import assert from 'node:assert/strict'
import { inspect } from 'node:util'
import { setTimeout as wait } from 'node:timers/promises'
import {
  isStorageError,
  nameOf,
  type StorageError,
  type Content,
  type DeleteOptions,
  type Entry,
  type Facts,
  type FailureKind,
  type ListOptions,
  type Name,
  type Page,
  type Place,
  type Principal,
  type ReadOptions,
  type Storage,
  type WriteOptions,
} from '#platform'
import { Inapplicable } from './case.ts'
import { contentOf } from './content.ts'
import type { Ground, Harness } from './harness.ts'

/** What a case works with: the storage, a place of its own, and the short forms that make a case readable. */
export interface Context {
  readonly ground: Ground
  readonly storage: Storage
  readonly facts: Facts
  /** The folder of its own. */
  readonly folder: Place
  readonly isSlow: boolean
  /** A place below the case's folder; without names the folder itself. */
  at(...names: Name[]): Place
  write(file: Place, content: string | Uint8Array | Content, options?: WriteOptions): Promise<Entry>
  makeFolder(folder: Place): ReturnType<NonNullable<Storage['makeFolder']>>
  remove(place: Place, options?: DeleteOptions): Promise<void>
  move(from: Place, to: Place): Promise<Entry>
  text(file: Place, options?: ReadOptions): Promise<string>
  bytes(file: Place, options?: ReadOptions): Promise<Buffer>
  /** All entries of a listing, after the time that a listing may lag behind. */
  list(folder?: Place, options?: ListOptions): Promise<readonly Entry[]>
  /** Their names, sorted. */
  names(folder?: Place): Promise<readonly Name[]>
  /** Waits as long as a listing may lag behind. */
  settle(): Promise<void>
  /** The failure that this ends with, which has to be of one of these kinds and fit to be shown. */
  refused(work: Promise<unknown>, ...kinds: readonly FailureKind[]): Promise<StorageError>
  /** Makes sure that there is nothing at a place. */
  absent(place: Place): Promise<void>
  inapplicable(reason: string): never
}

export function contextOf(ground: Ground, { isSlow = false }: Pick<Harness, 'isSlow'>): Context {
  const { storage, folder } = ground
  const { facts } = storage

  const context: Context = {
    ground,
    storage,
    facts,
    folder,
    isSlow,
    at: (...names) => (names.length === 0 ? folder : { space: folder.space, path: [...folder.path, ...names] }),
    write: async (file, content, options) =>
      await present(storage, 'write')(
        file,
        typeof content === 'string' || content instanceof Uint8Array ? contentOf(content) : content,
        options,
      ),
    makeFolder: async (place) => await present(storage, 'makeFolder')(place),
    remove: async (place, options) => await present(storage, 'delete')(place, options),
    move: async (from, to) => await present(storage, 'move')(from, to),
    text: async (file, options) => (await context.bytes(file, options)).toString(),
    bytes: async (file, options) => Buffer.concat(await Array.fromAsync(storage.read(file, options))),
    async list(place = folder, options = {}) {
      await context.settle()
      return await entriesOf(storage.list(place, options))
    },
    names: async (place) => (await context.list(place)).map((entry) => nameOf(entry.path)).toSorted(),
    async settle() {
      const { sleep } = ground.clock ?? { sleep: async (ms: number) => await wait(ms) }
      if (facts.listsWritesWithinMs > 0) await sleep(facts.listsWritesWithinMs)
    },
    async refused(work, ...kinds) {
      const failure = await work.then(
        () => assert.fail(`It went well, and should have been refused with ${kinds.join(' or ') || 'a failure'}.`),
        (error: unknown) => error,
      )
      assertFit(failure, ground)
      if (kinds.length > 0)
        assert.ok(kinds.includes(failure.kind), `${failure.kind} is not ${kinds.join(' or ')}: ${failure.message}`)
      return failure
    },
    async absent(place) {
      await context.refused(storage.stat(place), 'not-found')
      const { space, path } = place
      const listed = await context.list({ space, path: path.slice(0, -1) })
      assert.ok(!listed.some((entry) => nameOf(entry.path) === nameOf(path)), 'It is still listed.')
    },
    inapplicable(reason) {
      throw new Inapplicable(reason)
    },
  }
  return context
}

export async function entriesOf(pages: AsyncIterable<Page<Entry>>): Promise<readonly Entry[]> {
  return (await Array.fromAsync(pages)).flatMap((page) => page.entries)
}

export async function twoPrincipals({ storage, inapplicable }: Context): Promise<readonly [Principal, Principal]> {
  const pages = present(storage, 'principals')({ pageSize: 1 })
  const [one, other] = (await Array.fromAsync(pages)).flatMap(({ entries }) => entries)
  return one && other ? [one, other] : inapplicable('it knows fewer than two people or groups')
}

/** A failure is of our class, says something, and gives no secret away: not in its text, cause or stack either. */
function assertFit(failure: unknown, ground: Ground): asserts failure is StorageError {
  if (failure instanceof assert.AssertionError) throw failure
  assert.ok(isStorageError(failure), `No StorageError was thrown but ${inspect(failure)}`)
  assert.ok(failure.message.length > 10, `“${failure.message}” helps nobody.`)
  const text = inspect(failure, { depth: Number.POSITIVE_INFINITY, showHidden: true })
  for (const secret of ground.secrets?.() ?? []) {
    assert.ok(!text.includes(secret), `What was thrown by ${failure.verb ?? 'a verb'} holds a secret.`)
  }
}

/** A case that uses a verb has said so in its needs. */
export function present<K extends keyof Storage>(storage: Storage, verb: K): NonNullable<Storage[K]> {
  const member = storage[verb]
  assert.ok(member !== undefined, `The case uses ${verb} without needing it.`)
  return member
}
