import { fstatSync, lstatSync, type Stats } from 'node:fs'
import { nameOf, type Entry, type Name, type Place } from '#platform'
import { entryFrom, lookFrom } from './entries.ts'
import { failureFrom, errorCode } from './failures.ts'
import { openParent, type FolderHandle } from './handle.ts'
import type { Root } from './root.ts'

/** What is there; a link is looked at itself. */
export function stat(root: Root, { space, path }: Place, verb = 'stat'): Entry {
  const folder = openParent(root, path, verb)
  try {
    const stats = path.length === 0 ? fstatSync(folder.fd) : lstatSync(folder.child(nameOf(path)))
    return entryFrom({ space, path }, lookFrom(stats))
  } catch (error) {
    throw failureFrom(error, verb, path)
  } finally {
    folder.close()
  }
}

/** Undefined for what is not there, or no longer. */
export function statIn(folder: FolderHandle, name: Name): Stats | undefined {
  try {
    return lstatSync(folder.child(name))
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}
