import { StorageError, type Entry, type ListOptions, type Name, type Page, type Path, type Place } from '#platform'
import { entryFrom, lookFrom } from './entries.ts'
import { failureFrom } from './failures.ts'
import { openFolder, type FolderHandle } from './handle.ts'
import { facts } from './manifest.ts'
import { isPartial } from './partial.ts'
import type { Root } from './root.ts'
import { statIn } from './stat.ts'
import { breathe, throwIfStopped } from './stopping.ts'

/** The direct children in the order of their names; the cursor is the last name given. */
export async function* list(root: Root, folder: Place, options: ListOptions = {}): AsyncGenerator<Page<Entry>> {
  throwIfStopped(options.signal, folder.path)
  const size = pageSizeOf(options)
  const after = options.cursor === undefined ? undefined : nameFromCursor(options.cursor, folder.path)
  const names = inFolder(root, folder, namesIn)
  let at = after === undefined ? 0 : firstAfter(names, after)
  do {
    const some = names.slice(at, at + size)
    at += some.length
    const entries = inFolder(root, folder, (handle) => entriesOf(handle, folder, some))
    const last = some.at(-1)
    yield at < names.length && last !== undefined ? { entries, next: JSON.stringify(last) } : { entries }
    // Synchronous calls are several times faster here; between pages the event loop has its turn.
    if (at < names.length) await breathe(options.signal, folder.path)
  } while (at < names.length)
}

export function pageSizeOf({ pageSize }: ListOptions): number {
  return Math.max(1, Math.min(pageSize ?? facts.pageSize, facts.pageSize))
}

/** The names to be listed, in order; our own unfinished files are nobody's business. */
export function namesIn(folder: FolderHandle): readonly Name[] {
  return folder
    .names()
    .filter((name) => !isPartial(name))
    .sort()
}

function entriesOf(handle: FolderHandle, folder: Place, names: readonly Name[]): readonly Entry[] {
  const entries: Entry[] = []
  for (const name of names) {
    const stats = statIn(handle, name)
    // What was removed since its name was read is left out.
    if (stats) entries.push(entryFrom({ space: folder.space, path: [...folder.path, name] }, lookFrom(stats)))
  }
  return entries
}

/** Opened for each page anew, so that a listing which nobody reads to its end holds nothing open. */
function inFolder<T>(root: Root, folder: Place, act: (handle: FolderHandle) => T): T {
  const handle = openFolder(root, folder, 'list')
  try {
    return act(handle)
  } catch (error) {
    throw failureFrom(error, 'list', folder.path)
  } finally {
    handle.close()
  }
}

function nameFromCursor(cursor: string, path: Path): Name {
  const name = parsedCursor(cursor, path)
  if (typeof name === 'string') return name
  throw staleCursor(path)
}

export function parsedCursor(cursor: string, path: Path): unknown {
  try {
    return JSON.parse(cursor)
  } catch {
    throw staleCursor(path)
  }
}

export function staleCursor(path: Path): StorageError {
  return new StorageError({
    kind: 'cursor-expired',
    verb: 'list',
    path,
    message: 'The place in the listing cannot be found again; the listing starts anew.',
  })
}

/** Position of the first name after `name`, in a sorted list. */
export function firstAfter(names: readonly Name[], name: Name): number {
  let low = 0
  let high = names.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((names[middle] ?? '') > name) high = middle
    else low = middle + 1
  }
  return low
}
