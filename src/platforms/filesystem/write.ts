import { randomUUID } from 'node:crypto'
import { constants, fsyncSync, linkSync, lstatSync, renameSync, unlinkSync, type Stats } from 'node:fs'
import { open } from 'node:fs/promises'
import {
  nameOf,
  parentOf,
  showPath,
  StorageError,
  type Content,
  type Entry,
  type Place,
  type WriteOptions,
} from '#platform'
import { pour } from './content.ts'
import { entryFrom, etagOf } from './entries.ts'
import { errorCode, failureFrom } from './failures.ts'
import type { FolderHandle } from './handle.ts'
import { openFolder, statIn } from './list.ts'
import { isPartialOf, partialName } from './partial.ts'

/**
 * Writes beside the file under a name of our own, brings it to disk, and only then gives it its name: whoever looks sees
 * the old content or the new, never a part.
 */
export async function write(root: string, file: Place, content: Content, options: WriteOptions = {}): Promise<Entry> {
  const folder = openFolder(root, { space: file.space, path: parentOf(file.path) }, 'write')
  try {
    refuseBefore(folder, file, options)
    const partial = folder.child(partialName(options.intent ?? randomUUID()))
    try {
      const handle = await open(partial, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL)
      let stats: Stats
      try {
        await pour(content, file, handle, options.signal)
        if (options.modifiedAt) await handle.utimes(options.modifiedAt, options.modifiedAt)
        await handle.sync()
        stats = await handle.stat()
      } finally {
        await handle.close()
      }
      giveName(folder, partial, file, options)
      fsyncSync(folder.fd)
      return entryFrom({ space: file.space, path: file.path }, stats)
    } catch (error) {
      removeQuietly(partial)
      throw error
    }
  } catch (error) {
    throw failureFrom(error, 'write', file.path)
  } finally {
    folder.close()
  }
}

function refuseBefore(folder: FolderHandle, file: Place, options: WriteOptions): void {
  const there = statIn(folder, nameOf(file.path))
  if (there?.isDirectory()) throw refusal('is-a-folder', file, 'a folder of that name is there')
  if (there && !there.isFile()) throw refusal('already-exists', file, 'something that is no file is there')
  if (there && options.ifAbsent) throw refusal('already-exists', file, 'a file of that name is there already')
  if (options.ifMatch !== undefined && (!there || etagOf(there) !== options.ifMatch)) {
    throw refusal('precondition-failed', file, 'the file there has changed meanwhile')
  }
}

/** The last step. A link never replaces anything, so of two writers with `ifAbsent` one is refused. */
function giveName(folder: FolderHandle, partial: string | Buffer, file: Place, options: WriteOptions): void {
  const name = folder.child(nameOf(file.path))
  if (options.ifAbsent) {
    linkOrRename(partial, name)
    return
  }
  // Between this look and the rename nobody can be kept out: the window is a few microseconds.
  if (options.ifMatch !== undefined) refuseBefore(folder, file, options)
  renameSync(partial, name)
}

/** Names the file unless the name is taken: by a link where the disk has links, else after a last look. */
export function linkOrRename(partial: string | Buffer, name: string | Buffer): void {
  try {
    linkSync(partial, name)
  } catch (error) {
    if (!hasNoLinks.has(errorCode(error))) throw error
    if (lstatSync(name, { throwIfNoEntry: false })) throw Object.assign(new Error('taken'), { code: 'EEXIST' })
    renameSync(partial, name)
    return
  }
  unlinkSync(partial)
}

const hasNoLinks: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL'])

export function removeQuietly(path: string | Buffer): void {
  try {
    unlinkSync(path)
  } catch {
    // It was never made, or has its final name already.
  }
}

/** Removes what interrupted writes of this intent left beside the file. */
export function abandon(root: string, file: Place, intent: string): void {
  const folder = openFolder(root, { space: file.space, path: parentOf(file.path) }, 'write')
  try {
    for (const name of folder.names()) if (isPartialOf(name, intent)) removeQuietly(folder.child(name))
  } finally {
    folder.close()
  }
}

export function refusal(
  kind: 'already-exists' | 'precondition-failed' | 'is-a-folder',
  file: Place,
  why: string,
): StorageError {
  return new StorageError({
    kind,
    verb: 'write',
    path: file.path,
    message: `Did not write “${showPath(file.path)}”: ${why}.`,
  })
}
