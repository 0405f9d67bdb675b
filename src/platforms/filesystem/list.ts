import { lstatSync, type Stats } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { StorageError, type Entry, type ListOptions, type Name, type Page, type Place } from '#platform'
import { entryFrom } from './entries.ts'
import { errorCode, failureFrom } from './failures.ts'
import { FolderHandle } from './handle.ts'
import { isPartial } from './partial.ts'

export const pageSize = 1000

/** The direct children in the order of their names; the cursor is the last name given. */
export async function* list(root: string, folder: Place, options: ListOptions = {}): AsyncGenerator<Page<Entry>> {
  const size = Math.min(options.pageSize ?? pageSize, pageSize)
  const names = namesIn(root, folder)
  let at = options.cursor === undefined ? 0 : firstAfter(names, parseCursor(options.cursor, folder))
  do {
    if (options.signal?.aborted) throw cancelled(folder, options.signal)
    const some = names.slice(at, at + size)
    at += some.length
    const entries = statAll(root, folder, some)
    const last = some.at(-1)
    yield at < names.length && last !== undefined ? { entries, next: JSON.stringify(last) } : { entries }
    // Synchronous calls are several times faster here; between pages the event loop has its turn.
    if (at < names.length) await setImmediate()
  } while (at < names.length)
}

function namesIn(root: string, folder: Place): readonly Name[] {
  const handle = openFolder(root, folder, 'list')
  try {
    return handle
      .names()
      .filter((name) => !isPartial(name))
      .sort()
  } catch (error) {
    throw failureFrom(error, 'list', folder.path)
  } finally {
    handle.close()
  }
}

function statAll(root: string, folder: Place, names: readonly Name[]): readonly Entry[] {
  const handle = openFolder(root, folder, 'list')
  try {
    const entries: Entry[] = []
    for (const name of names) {
      const stats = statIn(handle, name)
      if (stats) entries.push(entryFrom({ space: folder.space, path: [...folder.path, name] }, stats))
    }
    return entries
  } catch (error) {
    throw failureFrom(error, 'list', folder.path)
  } finally {
    handle.close()
  }
}

/** Undefined for what was removed since its name was read. */
export function statIn(handle: FolderHandle, name: Name): Stats | undefined {
  try {
    return lstatSync(handle.child(name))
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}

export function openFolder(root: string, folder: Place, verb: string): FolderHandle {
  try {
    return FolderHandle.open(root, folder.path)
  } catch (error) {
    throw failureFrom(error, verb, folder.path)
  }
}

function parseCursor(cursor: string, folder: Place): Name {
  try {
    const name: unknown = JSON.parse(cursor)
    if (typeof name === 'string') return name
  } catch {
    // told below
  }
  throw new StorageError({
    kind: 'cursor-expired',
    verb: 'list',
    path: folder.path,
    message: 'The place in the listing cannot be found again; the listing starts anew.',
  })
}

function firstAfter(names: readonly Name[], last: Name): number {
  const at = names.findIndex((name) => name > last)
  return at < 0 ? names.length : at
}

export function cancelled(place: Place, signal: AbortSignal): StorageError {
  return new StorageError({
    kind: 'cancelled',
    path: place.path,
    message: 'Stopped before it was done.',
    cause: signal.reason,
  })
}
