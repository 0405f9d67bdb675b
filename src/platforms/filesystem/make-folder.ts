import { mkdirSync } from 'node:fs'
import { nameOf, parentOf, showPath, StorageError, type Entry, type MadeFolder, type Path, type Place } from '#platform'
import { errorCode, failureFrom } from './failures.ts'
import { FolderHandle, isMissing } from './handle.ts'
import type { Root } from './root.ts'
import { stat } from './stat.ts'

/** Makes the folder, and those above it that are missing. */
export function makeFolder(root: Root, place: Place): MadeFolder {
  let isNew: boolean
  try {
    isNew = place.path.length > 0 && make(root, place.path)
  } catch (error) {
    throw failureFrom(error, 'make-folder', place.path)
  }
  const folder = stat(root, place, 'make-folder')
  if (folder.kind !== 'folder') throw taken(folder)
  return { folder, isNew }
}

/** Says whether it was made now. Those above it are looked for only when the folder cannot be made at once. */
function make(root: Root, path: Path): boolean {
  try {
    return makeOne(root, path)
  } catch (error) {
    if (!isMissing(error) || path.length === 1) throw error
    make(root, parentOf(path))
    return makeOne(root, path)
  }
}

function makeOne(root: Root, path: Path): boolean {
  const above = FolderHandle.open(root, parentOf(path))
  try {
    mkdirSync(above.child(nameOf(path)))
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw error
  } finally {
    above.close()
  }
}

function taken({ path, what }: Entry): StorageError {
  return new StorageError({
    kind: 'not-a-folder',
    verb: 'make-folder',
    path,
    message: `Could not make the folder “${showPath(path)}”: a ${what ?? 'file'} of that name is there.`,
  })
}
