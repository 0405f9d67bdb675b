import { execFile } from 'node:child_process'
import { closeSync, constants, fsyncSync, openSync } from 'node:fs'
import { promisify } from 'node:util'
import { nameOf, parentOf, showPath, type Path } from '#platform'
import { FolderHandle } from './handle.ts'

const run = promisify(execFile)

/**
 * Brings files and their names to disk. On Linux one sync of the whole file system (syncfs(2), by coreutils' `sync -f`) does
 * it for thousands of files; a sync for each would cost two thirds of the speed. Elsewhere each file and folder is synced.
 */
export async function syncFiles(root: string, files: readonly Path[]): Promise<void> {
  if (process.platform === 'linux') {
    try {
      await run('sync', ['-f', root])
      return
    } catch {
      // no coreutils here: one by one
    }
  }
  const folders = new Map(files.map((file) => [showPath(parentOf(file)), parentOf(file)]))
  for (const [shown, path] of folders) {
    const folder = FolderHandle.open(root, path)
    try {
      for (const file of files) if (showPath(parentOf(file)) === shown) syncFile(folder.child(nameOf(file)))
      fsyncSync(folder.fd)
    } finally {
      folder.close()
    }
  }
}

function syncFile(path: string | Buffer): void {
  let file: number
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW)
  } catch {
    return // It was not written.
  }
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
