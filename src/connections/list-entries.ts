import { isAbsolute } from 'node:path'
import { nameOf, showName, type Entry, type Page, type Space } from '#platform'
import type { LocalFolders } from './local-folders.ts'
import { connectionIn, locate, type LocateMeans } from './locate.ts'
import { withNearest } from './nearest-entry.ts'
import { openLocation } from './open-location.ts'

/** One line of a listing: a space of a connection, or an entry of a folder. */
export type Listed = Pick<Entry, 'size' | 'modifiedAt' | 'traits' | 'what'> & {
  readonly name: string
  /** As it can be typed. */
  readonly location: string
  readonly kind: Entry['kind'] | 'space'
}

/** One page of what lies at a location: the spaces of `connection:` in the platform's order, or the children of a folder. */
export async function listEntries(
  location: string,
  cursor: string | undefined,
  means: LocateMeans & { readonly folders: LocalFolders },
): Promise<Page<Listed>> {
  const options = { signal: means.signal, ...(cursor !== undefined && { cursor }) }
  if (!isAbsolute(location) && location.endsWith(':')) {
    const { connection } = await connectionIn(location, means.db)
    const { storage } = await means.storages.open(connection.id)
    return firstPage(storage.spaces(options), (found) => found.map(lineOfSpace(connection.name)))
  }
  const folder = await locate(location, means)
  const { storage, at } = await openLocation(folder, 'reading', means)
  try {
    return await firstPage(storage.list(at, options), (found) => found.map(lineOfEntry(folder.shown)).toSorted(asRead))
  } catch (error) {
    throw await withNearest(storage, at, error, means.signal)
  }
}

async function firstPage<T>(
  pages: AsyncIterable<Page<T>>,
  lines: (found: readonly T[]) => readonly Listed[],
): Promise<Page<Listed>> {
  for await (const { entries, next } of pages) {
    return { entries: lines(entries), ...(next !== undefined && { next }) }
  }
  return { entries: [] }
}

const names = new Intl.Collator('en', { numeric: true })

/** Folders before files, each by name, “A-9” before “A-10”: platforms list by id, by bytes or by age. */
function asRead(one: Listed, other: Listed): number {
  return Number(isFile(one)) - Number(isFile(other)) || names.compare(one.name, other.name)
}

const isFile = ({ kind }: Listed) => kind !== 'folder'

function lineOfSpace(connection: string) {
  return ({ name, kind }: Space): Listed => ({
    name,
    location: `${connection}:${showName(name)}`,
    kind: 'space',
    what: kind,
  })
}

function lineOfEntry(folder: string) {
  return (entry: Entry): Listed => {
    const { kind, what, size, modifiedAt, traits } = entry
    const name = nameOf(entry.path)
    return {
      name,
      location: `${folder.replace(/\/$/, '')}/${isAbsolute(folder) ? name : showName(name)}`,
      kind,
      ...(what !== undefined && { what }),
      ...(size !== undefined && { size }),
      ...(modifiedAt !== undefined && { modifiedAt }),
      ...(traits !== undefined && { traits }),
    }
  }
}
