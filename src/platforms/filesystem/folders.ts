import { lstatSync, mkdirSync, renameSync, rmdirSync, unlinkSync } from 'node:fs'
import {
  child,
  nameOf,
  parentOf,
  showPath,
  StorageError,
  type Entry,
  type MadeFolder,
  type Path,
  type Place,
} from '#platform'
import { entryFrom } from './entries.ts'
import { errorCode, failureFrom } from './failures.ts'
import { FolderHandle } from './handle.ts'
import { openFolder, statIn } from './list.ts'
import { linkOrRename } from './write.ts'

export function stat(root: string, place: Place, verb = 'stat'): Entry {
  if (place.path.length === 0) return { ...place, path: [], kind: 'folder' }
  const folder = openFolder(root, { space: place.space, path: parentOf(place.path) }, verb)
  try {
    return entryFrom({ space: place.space, path: place.path }, lstatSync(folder.child(nameOf(place.path))))
  } catch (error) {
    throw failureFrom(error, verb, place.path)
  } finally {
    folder.close()
  }
}

export function makeFolder(root: string, place: Place): MadeFolder {
  let isNew = false
  for (let depth = 1; depth <= place.path.length; depth++) isNew = makeOne(root, place.path.slice(0, depth))
  const folder = stat(root, place, 'make-folder')
  if (folder.kind !== 'folder') {
    throw new StorageError({
      kind: 'not-a-folder',
      verb: 'make-folder',
      path: place.path,
      message: `Could not make the folder “${showPath(place.path)}”: ${folder.what ? `a ${folder.what}` : 'a file'} is there.`,
    })
  }
  return { folder, isNew }
}

/** Says whether it was made now. */
function makeOne(root: string, path: Path): boolean {
  const above = openAbove(root, path)
  try {
    mkdirSync(above.child(nameOf(path)))
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw failureFrom(error, 'make-folder', path)
  } finally {
    above.close()
  }
}

function openAbove(root: string, path: Path): FolderHandle {
  try {
    return FolderHandle.open(root, parentOf(path))
  } catch (error) {
    throw failureFrom(error, 'make-folder', path)
  }
}

/** Removes without following a link: a link itself goes, what it points to stays. */
export function remove(root: string, place: Place): void {
  if (place.path.length === 0) throw rootRefused('delete')
  let above: FolderHandle
  try {
    above = FolderHandle.open(root, parentOf(place.path))
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return
    throw failureFrom(error, 'delete', place.path)
  }
  try {
    removeIn(root, above, place.path)
  } catch (error) {
    throw failureFrom(error, 'delete', place.path)
  } finally {
    above.close()
  }
}

function removeIn(root: string, above: FolderHandle, path: Path): void {
  const stats = statIn(above, nameOf(path))
  if (!stats) return
  if (!stats.isDirectory()) {
    unlinkSync(above.child(nameOf(path)))
    return
  }
  const folder = FolderHandle.open(root, path)
  try {
    for (const name of folder.names()) removeIn(root, folder, child(path, name))
  } finally {
    folder.close()
  }
  rmdirSync(above.child(nameOf(path)))
}

/** Never over something that is there: files by a link, which refuses; folders after a look. */
export function move(root: string, from: Place, to: Place): Entry {
  if (from.path.length === 0 || to.path.length === 0) throw rootRefused('move')
  const source = openFolder(root, { space: from.space, path: parentOf(from.path) }, 'move')
  try {
    const destination = openFolder(root, { space: to.space, path: parentOf(to.path) }, 'move')
    try {
      moveBetween(source, from, destination, to)
    } finally {
      destination.close()
    }
  } finally {
    source.close()
  }
  return stat(root, { space: to.space, path: to.path }, 'move')
}

function moveBetween(source: FolderHandle, from: Place, destination: FolderHandle, to: Place): void {
  try {
    const old = source.child(nameOf(from.path))
    const fresh = destination.child(nameOf(to.path))
    const stats = lstatSync(old)
    const there = statIn(destination, nameOf(to.path))
    // `Plan` to `plan` on a disk that takes both for one name is a rename, not a clash.
    if (there && there.ino === stats.ino && there.dev === stats.dev) renameSync(old, fresh)
    else if (there) throw Object.assign(new Error('taken'), { code: 'EEXIST' })
    else if (stats.isFile()) linkOrRename(old, fresh)
    else renameSync(old, fresh)
  } catch (error) {
    throw failureFrom(error, 'move', errorCode(error) === 'EEXIST' ? to.path : from.path)
  }
}

function rootRefused(verb: string): StorageError {
  return new StorageError({
    kind: 'unsupported',
    verb,
    path: [],
    message: `The root folder of the connection is not there to ${verb}; choose something inside it.`,
  })
}
