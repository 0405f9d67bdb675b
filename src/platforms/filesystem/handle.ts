import { closeSync, constants, openSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Name, Path } from '#platform'
import { nameForSystem, nameFromBytes } from './names.ts'

const folderFlags = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW
const reachesThroughHandles = process.platform === 'linux'

/**
 * An open folder, reached from the root name by name without following a link. On Linux its children are addressed through
 * the open handle (/proc/self/fd, see proc(5)), so that whoever swaps a folder for a link meanwhile moves nothing: what
 * openat(2) does, which Node does not offer. Elsewhere each level is checked when it is opened.
 */
export class FolderHandle {
  readonly fd: number
  readonly #path: string | Buffer

  private constructor(fd: number, path: string | Buffer) {
    this.fd = fd
    this.#path = path
  }

  /** Throws the system's error for the first level that is missing, no folder, or a link. */
  static open(root: string, path: Path): FolderHandle {
    let handle = new FolderHandle(openSync(root, constants.O_RDONLY | constants.O_DIRECTORY), root)
    for (const name of path) {
      const above = handle
      try {
        const below = above.child(name)
        handle = new FolderHandle(openSync(below, folderFlags), below)
      } finally {
        above.close()
      }
    }
    return handle
  }

  /** Where the child of this name is addressed while the handle is open. */
  child(name: Name): string | Buffer {
    return joined(reachesThroughHandles ? `/proc/self/fd/${this.fd}` : this.#path, nameForSystem(name))
  }

  /** The names in it: read as text, and again as bytes where some may be no text. */
  names(): Name[] {
    const here = reachesThroughHandles ? `/proc/self/fd/${this.fd}` : this.#path
    const names = readdirSync(here)
    return names.some((name) => name.includes('\ufffd')) ? readdirSync(here, 'buffer').map(nameFromBytes) : names
  }

  close(): void {
    closeSync(this.fd)
  }
}

function joined(folder: string | Buffer, name: string | Buffer): string | Buffer {
  if (typeof folder === 'string' && typeof name === 'string') return join(folder, name)
  return Buffer.concat([Buffer.from(folder), Buffer.from('/'), Buffer.from(name)])
}
