import { accessSync, constants, lstatSync, realpathSync, statfsSync, statSync } from 'node:fs'
import { basename, isAbsolute, join } from 'node:path'
import {
  StorageError,
  type About,
  type Connection,
  type Content,
  type Facts,
  type Platform,
  type Place,
  type Storage,
  type Write,
  type WriteOptions,
} from '#platform'
import { read } from './content.ts'
import { Crew } from './crew.ts'
import { errorCode } from './failures.ts'
import { makeFolder, move, remove, stat } from './folders.ts'
import { list } from './list.ts'
import { facts, manifest } from './manifest.ts'
import { take } from './take.ts'
import { abandon, write } from './write.ts'

export const filesystem: Platform = {
  manifest,
  open: async (connection: Connection) => openFilesystem(connection.settings['root'] ?? ''),
}

/** The one space of a connection: its root folder. */
export const spaceId = 'root'

// Which storages are ours, to take files from them directly: only the folder that each is confined to.
const rootOf = new WeakMap<Storage, string>()

/** A storage confined to one folder. Throws when the folder is not there, is no folder or cannot be read. */
export function openFilesystem(folder: string): Storage {
  const root = checkedRoot(folder)
  const crew = new Crew()
  const storage: Storage = {
    facts: { ...facts, caseSensitive: isCaseSensitive(root) } satisfies Facts,
    async *spaces() {
      yield { entries: [{ id: spaceId, name: basename(root) || root, kind: 'folder' }] }
    },
    list: (place, options) => list(root, place, options),
    stat: async (place) => stat(root, place),
    read: (file, options) => read(root, file, options),
    write: writeIn(root),
    makeFolder: async (place) => makeFolder(root, place),
    delete: async (place) => remove(root, place),
    move: async (from, to) => move(root, from, to),
    takeFrom: (source, files, options) => {
      const from = rootOf.get(source)
      return from === undefined
        ? undefined
        : take(files, { source: from, destination: root, space: spaceId }, crew, options)
    },
    about: async () => about(root),
    close: () => crew.close(),
  }
  rootOf.set(storage, root)
  return storage
}

function writeIn(root: string): Write {
  return Object.assign((file: Place, content: Content, options?: WriteOptions) => write(root, file, content, options), {
    abandon: async (file: Place, intent: string) => abandon(root, file, intent),
  })
}

function checkedRoot(folder: string): string {
  if (!isAbsolute(folder)) throw unfit(folder, 'it is no absolute path. Give the whole path, such as /srv/projects')
  try {
    // A root that is itself a link is a person's choice; below it no link is followed.
    const root = realpathSync(folder)
    if (!statSync(root).isDirectory()) throw unfit(folder, 'it is no folder')
    accessSync(root, constants.R_OK | constants.X_OK)
    return root
  } catch (error) {
    if (error instanceof StorageError) throw error
    const reasons: Record<string, string> = {
      ENOENT: 'it is not there. Make it, or correct the path',
      EACCES: 'permission denied. Give the account that runs Gantry access to it',
    }
    throw unfit(folder, reasons[errorCode(error)] ?? `the system answered ${errorCode(error)}`, error)
  }
}

function unfit(folder: string, why: string, cause?: unknown): StorageError {
  return new StorageError({
    kind: 'not-found',
    advice: { do: 'fix-settings' },
    verb: 'open',
    message: `Could not open the folder “${folder}”: ${why}.`,
    ...(cause !== undefined && { cause }),
  })
}

/** Asks the disk whether it takes the root's own name in other letters for the same; a name without letters asks nothing. */
function isCaseSensitive(root: string): boolean {
  const name = basename(root)
  const other = name === name.toLowerCase() ? name.toUpperCase() : name.toLowerCase()
  if (other === name) return facts.caseSensitive
  const mirrored = lstatSync(join(root, '..', other), { throwIfNoEntry: false })
  return mirrored?.ino !== statSync(root).ino
}

function about(root: string): About {
  const { bsize, blocks, bfree, bavail } = statfsSync(root)
  return { account: root, usedBytes: (blocks - bfree) * bsize, freeBytes: bavail * bsize }
}
