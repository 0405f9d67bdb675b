import { spawn } from 'node:child_process'
import { closeSync, constants, fsyncSync, openSync, statfsSync } from 'node:fs'
import { nameOf, parentOf, showPath, StorageError, type Path } from '#platform'
import { errorCode, failureFrom } from './failures.ts'
import { FolderHandle, openFolder } from './handle.ts'
import type { Root } from './root.ts'
import { cancelled, throwIfStopped } from './stopping.ts'

interface Written {
  /** A folder on each disk that was written to. */
  readonly disks: readonly Path[]
  readonly files: readonly Path[]
}

/**
 * Brings files and their names to disk. On Linux one sync of each file system (syncfs(2), by coreutils' `sync -f`) does it
 * for thousands of files; a sync for each would cost two thirds of the speed. Elsewhere each file and folder is synced.
 */
export async function syncDisks(root: Root, { disks, files }: Written, signal?: AbortSignal): Promise<void> {
  if (disks.length === 0) return
  for (const disk of disks) {
    const folder = openFolder(root, { path: disk }, 'write')
    try {
      if (isInMemory(folder)) continue
      if (process.platform !== 'linux' || !(await syncDisk(folder, disk, signal))) {
        syncEach(root, files, signal)
        return
      }
    } finally {
      folder.close()
    }
  }
}

const typesInMemory: ReadonlySet<number> = new Set([0x01021994, 0x858458f6]) // tmpfs and ramfs, by statfs(2)

/** There is no disk to bring anything to. Starting a command for nothing would cost more than writing a hundred files. */
function isInMemory(folder: FolderHandle): boolean {
  return process.platform === 'linux' && typesInMemory.has(statfsSync(`/proc/self/fd/${folder.fd}`).type)
}

/** Says whether there is a command for it. The disk is named by an open folder, which no one can swap. */
async function syncDisk(folder: FolderHandle, path: Path, signal: AbortSignal | undefined): Promise<boolean> {
  const { promise, resolve, reject } = Promise.withResolvers<boolean>()
  const child = spawn('sync', ['-f', '/proc/self/fd/3'], {
    stdio: ['ignore', 'ignore', 'pipe', folder.fd],
    ...(signal && { signal }),
  })
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  child.on('error', (error) => {
    if (signal?.aborted) reject(cancelled(path, signal))
    else if (errorCode(error) === 'ENOENT') resolve(false)
    else reject(failureFrom(error, 'write', path))
  })
  child.on('close', (status) => {
    if (status === 0) resolve(true)
    // A `sync` without the option, as on small systems.
    else if (/option|usage/i.test(said)) resolve(false)
    else reject(notSynced(path, said))
  })
  return await promise
}

function notSynced(path: Path, said: string): StorageError {
  return new StorageError({
    kind: 'unavailable',
    verb: 'write',
    path,
    message: `What was written could not be brought to disk: ${said.trim() || 'the sync was ended'}. It is looked at again file by file.`,
  })
}

function syncEach(root: Root, files: readonly Path[], signal: AbortSignal | undefined): void {
  const folders = Map.groupBy(files, (file) => showPath(parentOf(file)))
  for (const inOne of folders.values()) {
    const path = parentOf(inOne[0] ?? [])
    throwIfStopped(signal, path)
    const folder = FolderHandle.open(root, path)
    try {
      for (const file of inOne) syncFile(folder.child(nameOf(file)), file)
      folder.sync()
    } finally {
      folder.close()
    }
  }
}

function syncFile(path: string | Buffer, file: Path): void {
  try {
    const handle = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    try {
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
  } catch (error) {
    // It was not written, so there is nothing to bring to disk.
    if (errorCode(error) !== 'ENOENT' && errorCode(error) !== 'ELOOP') throw failureFrom(error, 'write', file)
  }
}
