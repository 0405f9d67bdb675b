import { statfsSync } from 'node:fs'
import { basename } from 'node:path'
import {
  StorageError,
  type About,
  type Clock,
  type Content,
  type Place,
  type Platform,
  type Storage,
  type Write,
  type WriteOptions,
} from '#platform'
import { systemClock } from '#toolkit/clock.ts'
import { Crew } from './crew.ts'
import { listDeep } from './list-deep.ts'
import { list } from './list.ts'
import { makeFolder } from './make-folder.ts'
import { facts, manifest } from './manifest.ts'
import { move } from './move.ts'
import { isCaseSensitive } from './probe-case.ts'
import { read } from './read.ts'
import { remove } from './remove.ts'
import { openRoot, type Root } from './root.ts'
import { stat } from './stat.ts'
import { throwIfStopped } from './stopping.ts'
import { take } from './take.ts'
import { abandon, write } from './write.ts'

export const filesystem: Platform = {
  manifest,
  open: async ({ settings }, { clock }) => openFilesystem(settings['root'] ?? '', clock),
}

/**
 * The one space of a connection: its root folder.
 *
 * @internal
 */
export const spaceId = 'root'

// Which storages are ours, to take files from them directly.
const roots = new WeakMap<Storage, Root>()

/**
 * A storage confined to one folder. Throws when the folder is not there, is no folder or cannot be read.
 *
 * @internal
 */
export function openFilesystem(folder: string, clock: Clock = systemClock): Storage {
  const root = openRoot(folder)
  const crew = new Crew(clock)
  const storage: Storage = {
    facts: { ...facts, caseSensitive: isCaseSensitive(root) },
    async *spaces(options) {
      throwIfStopped(options?.signal, [])
      yield { entries: [{ id: spaceId, name: basename(root.path) || root.path, kind: 'folder' }] }
    },
    async *list(place, options) {
      yield* list(root, known(place), options)
    },
    async stat(place, options) {
      throwIfStopped(options?.signal, place.path)
      return stat(root, known(place))
    },
    async *read(file, options) {
      yield* read(root, known(file), options)
    },
    write: writeIn(root),
    async makeFolder(place, options) {
      throwIfStopped(options?.signal, place.path)
      return makeFolder(root, known(place))
    },
    async delete(place, options) {
      await remove(root, known(place).path, options)
    },
    async move(from, to, options) {
      throwIfStopped(options?.signal, from.path)
      return move(root, known(from).path, known(to))
    },
    async *listDeep(place, options) {
      yield* listDeep(root, known(place), crew, options)
    },
    takeFrom(source, files, options) {
      const from = roots.get(source)
      return from && take(files, { source: from, destination: root }, crew, options)
    },
    async about(options) {
      throwIfStopped(options?.signal, [])
      return about(root)
    },
    close: async () => await crew.close(),
  }
  roots.set(storage, root)
  return storage
}

function writeIn(root: Root): Write {
  return Object.assign(
    async (file: Place, content: Content, options?: WriteOptions) => await write(root, known(file), content, options),
    { abandon: async (file: Place, intent: string) => abandon(root, known(file).path, intent) },
  )
}

/** The same place. Throws when it is in no space of ours. */
function known<P extends Place>(place: P): P {
  if (place.space === spaceId) return place
  throw new StorageError({
    kind: 'not-found',
    path: place.path,
    message: `There is no space “${place.space}” on a disk.`,
  })
}

function about({ path }: Root): About {
  const { bsize, blocks, bfree, bavail } = statfsSync(path)
  return { account: path, usedBytes: (blocks - bfree) * bsize, freeBytes: bavail * bsize }
}
