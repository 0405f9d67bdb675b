import { StorageError, type Entry, type ListOptions, type Page, type Path, type Place } from '#platform'
import { entryOf } from './entries.ts'
import { openFolder } from './folders.ts'
import { facts } from './manifest.ts'
import type { Means } from './means.ts'
import { isImpossible } from './names.ts'
import { treeOf } from './routes.ts'
import type { Document } from './wire.ts'

/** The direct children, which Procore gives in one piece; in the order of their ids, and the cursor is the last one given. */
export async function* list(means: Means, folder: Place, options: ListOptions = {}): AsyncGenerator<Page<Entry>> {
  const { space, path } = folder
  const after = options.cursor === undefined ? undefined : idFromCursor(options.cursor, path)
  const doing = { verb: 'list', path, signal: options.signal }
  const { document, children } = await openFolder(means, treeOf(space), folder, doing)
  const isInBin = document.isRecycleBin || document.isDeleted
  const now = means.clock.now()
  const rest = children
    .filter((child) => isInBin || !child.isDeleted)
    .toSorted((a, b) => compareIds(a.id, b.id))
    .filter(({ id }) => after === undefined || compareIds(id, after) > 0)
  const size = pageSizeOf(options)
  let at = 0
  do {
    const some = rest.slice(at, at + size)
    at += some.length
    const entries = entriesOf(means, some, folder, now)
    const last = some.at(-1)
    yield at < rest.length && last ? { entries, next: last.id } : { entries }
  } while (at < rest.length)
}

function entriesOf({ folderIds, log }: Means, documents: readonly Document[], { space, path }: Place, now: number) {
  return documents.flatMap((document) => {
    const childPath = pathBelow(path, document, log)
    if (!childPath) return []
    if (document.isFolder && !document.isDeleted) folderIds.keep(space, childPath, document.id)
    return [entryOf(document, { space, path: childPath, now })]
  })
}

/** Undefined, and told in the log, for a name that no path can hold. */
export function pathBelow(path: Path, { id, name }: Document, log: Means['log']): Path | undefined {
  if (!isImpossible(name)) return [...path, name]
  log.warn({ id, name }, 'impossible-name-left-out')
  return undefined
}

export function pageSizeOf({ pageSize }: ListOptions): number {
  return Math.max(1, Math.min(pageSize ?? facts.pageSize, facts.pageSize))
}

/** By number; they are whole numbers of any length. */
function compareIds(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length
  return a < b ? -1 : a > b ? 1 : 0
}

function idFromCursor(cursor: string, path: Path): string {
  if (/^\d+$/.test(cursor)) return cursor
  throw staleCursor(path)
}

export function staleCursor(path: Path): StorageError {
  return new StorageError({
    kind: 'cursor-expired',
    verb: 'list',
    path,
    message: 'The place in the listing cannot be found again; the listing starts anew.',
  })
}
