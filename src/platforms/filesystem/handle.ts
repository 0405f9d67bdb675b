import { closeSync, constants, existsSync, fstatSync, fsyncSync, openSync, readdirSync } from 'node:fs'
import { parentOf, showPath, StorageError, type Name, type Path, type Place } from '#platform'
import { errorCode, failureFrom, wordsFor } from './failures.ts'
import { nameForSystem, nameFromBytes } from './names.ts'
import { rootGone, type Root } from './root.ts'

const folderFlags = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW
const reachesThroughHandles = process.platform === 'linux' && existsSync('/proc/self/fd')

/**
 * An open folder, reached from the root name by name without following a link. On Linux its children are addressed through
 * the open handle (/proc/self/fd, see proc(5)), so that whoever swaps a folder for a link meanwhile moves nothing: what
 * openat(2) does, which Node does not offer. Elsewhere each level is checked when it is opened.
 */
export class FolderHandle {
  readonly fd: number
  readonly #path: string | Buffer

  private constructor(path: string | Buffer) {
    this.fd = openSync(path, folderFlags)
    this.#path = reachesThroughHandles ? `/proc/self/fd/${this.fd}` : path
  }

  /** Throws the system's error for the first level that is missing, no folder, or a link. */
  static open(root: Root, path: Path): FolderHandle {
    let handle = FolderHandle.#openRoot(root)
    for (const name of path) {
      const above = handle
      try {
        handle = above.below(name)
      } finally {
        above.close()
      }
    }
    return handle
  }

  static #openRoot(root: Root): FolderHandle {
    let handle: FolderHandle
    try {
      handle = new FolderHandle(root.path)
    } catch (error) {
      throw isAbsence.has(errorCode(error)) ? rootGone(root) : error
    }
    if (fstatSync(handle.fd).ino === root.inode) return handle
    handle.close()
    throw rootGone(root)
  }

  /** Where the child of this name is addressed while the handle is open. */
  child(name: Name): string | Buffer {
    const bytes = nameForSystem(name)
    if (typeof this.#path === 'string' && typeof bytes === 'string') return `${this.#path}/${bytes}`
    return Buffer.concat([Buffer.from(this.#path), Buffer.from('/'), Buffer.from(bytes)])
  }

  /** A folder in it; both have to be closed. */
  below(name: Name): FolderHandle {
    return new FolderHandle(this.child(name))
  }

  /** The names in it: read as text, and again as bytes where some may be no text. */
  names(): Name[] {
    const names = readdirSync(this.#path)
    return names.some((name) => name.includes('\ufffd')) ? readdirSync(this.#path, 'buffer').map(nameFromBytes) : names
  }

  /** Brings the names in it to disk, where the file system knows of that: some shares refuse the call. */
  sync(): void {
    try {
      fsyncSync(this.fd)
    } catch (error) {
      if (!knowsNoSync.has(errorCode(error))) throw error
    }
  }

  close(): void {
    closeSync(this.fd)
  }
}

const isAbsence: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'ELOOP'])
const knowsNoSync: ReadonlySet<string> = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'EBADF'])

/** The same for a verb: what goes wrong is told as its failure. */
export function openFolder(root: Root, folder: Pick<Place, 'path'>, verb: string): FolderHandle {
  try {
    return FolderHandle.open(root, folder.path)
  } catch (error) {
    throw failureFrom(error, verb, folder.path)
  }
}

/** The folder that a thing is in, or is to be in; a failure is told as the thing's. */
export function openParent(root: Root, path: Path, verb: string): FolderHandle {
  const above = parentOf(path)
  try {
    return FolderHandle.open(root, above)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw failureFrom(error, verb, path)
    const message = `Could not ${wordsFor(verb)} “${showPath(path)}”: the folder “${showPath(above)}” is not there.`
    throw new StorageError({ kind: 'not-found', verb, path, message, cause: error })
  }
}

export function isMissing(error: unknown): boolean {
  return error instanceof StorageError ? error.kind === 'not-found' : errorCode(error) === 'ENOENT'
}
