import { constants, type Stats } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { nameOf, showPath, StorageError, type Entry, type Path, type Place, type ReadOptions } from '#platform'
import { etagOf } from './entries.ts'
import { failureFrom } from './failures.ts'
import { openParent } from './handle.ts'
import type { Root } from './root.ts'
import { throwIfStopped } from './stopping.ts'

const chunkBytes = 1024 * 1024

/** Without O_NONBLOCK a named pipe would hold us until somebody writes into it. */
export const existingFile = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK

/**
 * The bytes of a file. Throws when fewer come than its entry says, and when it changes while it is read: what came would
 * belong to no one version of it.
 */
export async function* read(root: Root, file: Place | Entry, options: ReadOptions = {}): AsyncGenerator<Uint8Array> {
  const { path } = file
  throwIfStopped(options.signal, path)
  const handle = await openFile(root, path)
  try {
    const before = await handle.stat()
    refuseOther(before, path)
    const start = options.range?.start ?? 0
    const promised = Math.max(before.size, ('size' in file && file.size) || 0)
    const end = Math.min(options.range?.end ?? promised, promised)
    for (let at = start; at < end;) {
      throwIfStopped(options.signal, path)
      const buffer = Buffer.allocUnsafe(Math.min(chunkBytes, end - at))
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, at)
      if (bytesRead === 0) throw endedEarly(path, at, end)
      at += bytesRead
      yield buffer.subarray(0, bytesRead)
    }
    if (hasChanged(before, await handle.stat())) throw changed(path)
  } catch (error) {
    throw failureFrom(error, 'read', path)
  } finally {
    await handle.close()
  }
}

async function openFile(root: Root, path: Path): Promise<FileHandle> {
  if (path.length === 0) throw isAFolder(path)
  const folder = openParent(root, path, 'read')
  try {
    return await open(folder.child(nameOf(path)), existingFile)
  } catch (error) {
    throw failureFrom(error, 'read', path)
  } finally {
    folder.close()
  }
}

/** Only regular files have content to copy. */
export function refuseOther(stats: Stats, path: Path): void {
  if (stats.isDirectory()) throw isAFolder(path)
  if (stats.isFile()) return
  throw new StorageError({
    kind: 'unsupported',
    verb: 'read',
    path,
    message: `Could not read “${showPath(path)}”: it is no regular file.`,
  })
}

function isAFolder(path: Path): StorageError {
  return new StorageError({
    kind: 'is-a-folder',
    verb: 'read',
    path,
    message: `Could not read “${showPath(path) || '/'}”: it is a folder.`,
  })
}

/** By its change time too, which no program can set back. */
export function hasChanged(before: Stats, after: Stats): boolean {
  return etagOf(before) !== etagOf(after) || before.ctimeMs !== after.ctimeMs
}

export function changed(path: Path): StorageError {
  return new StorageError({
    kind: 'precondition-failed',
    advice: { do: 'retry-later', afterMs: 1000 },
    verb: 'read',
    path,
    message: `“${showPath(path)}” changed while it was read. Close the program that writes it.`,
  })
}

export function endedEarly(path: Path, came: number, promised: number): StorageError {
  return new StorageError({
    kind: 'short-content',
    verb: 'read',
    path,
    message: `“${showPath(path)}” ended after ${came} of ${promised} bytes: it was cut while it was read, or since it was listed.`,
  })
}
