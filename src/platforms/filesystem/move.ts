import { lstatSync, renameSync, type Stats } from 'node:fs'
import { nameOf, samePath, showPath, StorageError, type Entry, type Path, type Place } from '#platform'
import { failureFrom, errorCode } from './failures.ts'
import { openParent, type FolderHandle } from './handle.ts'
import { nameUnlessTaken } from './give-name.ts'
import type { Root } from './root.ts'
import { stat, statIn } from './stat.ts'

/** Never over something that is there: files by a link, which refuses by itself; folders after a look. */
export function move(root: Root, from: Path, to: Place): Entry {
  if (from.length === 0 || to.path.length === 0) throw rootRefused('move')
  if (to.path.length > from.length && samePath(to.path.slice(0, from.length), from)) throw intoItself(from)
  const source = openParent(root, from, 'move')
  try {
    const destination = openParent(root, to.path, 'move')
    try {
      moveBetween(source, from, destination, to.path)
    } finally {
      destination.close()
    }
  } finally {
    source.close()
  }
  return stat(root, to, 'move')
}

function moveBetween(source: FolderHandle, from: Path, destination: FolderHandle, to: Path): void {
  try {
    const old = source.child(nameOf(from))
    const fresh = destination.child(nameOf(to))
    const stats = lstatSync(old)
    const there = statIn(destination, nameOf(to))
    if (there && !isOneFileWithTwoSpellings(stats, there)) throw Object.assign(new Error('taken'), { code: 'EEXIST' })
    if (there || stats.isDirectory()) renameSync(old, fresh)
    else nameUnlessTaken(old, fresh)
    destination.sync()
    source.sync()
  } catch (error) {
    throw failureFrom(error, 'move', errorCode(error) === 'EEXIST' ? to : from)
  }
}

/** `Plan` to `plan` on a disk that takes both for one name is a rename, not a clash. Two hard links are two files. */
function isOneFileWithTwoSpellings(stats: Stats, there: Stats): boolean {
  return there.ino === stats.ino && there.dev === stats.dev && (stats.isDirectory() || stats.nlink === 1)
}

function intoItself(path: Path): StorageError {
  return new StorageError({
    kind: 'unsupported',
    verb: 'move',
    path,
    message: `Could not move “${showPath(path)}”: a folder cannot be moved into itself.`,
  })
}

export function rootRefused(verb: string): StorageError {
  return new StorageError({
    kind: 'unsupported',
    verb,
    path: [],
    message: `Could not ${verb} the root folder of the connection; choose something inside it.`,
  })
}
