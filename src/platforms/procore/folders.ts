import { foldName, nameOf, parentOf, type Entry, type Name, type Place } from '#platform'
import { failure, type Doing } from './failures.ts'
import { facts } from './manifest.ts'
import type { Means } from './means.ts'
import { folderRoute, type Tree } from './routes.ts'
import { folder as folderForm, parse, type Document } from './wire.ts'

/** A folder as Procore shows it, with its direct children. */
export interface Opened {
  readonly document: Document
  readonly children: readonly Document[]
}

interface Opening extends Doing {
  readonly signal: AbortSignal | undefined
  /** Leave the children out. */
  readonly isBare?: boolean
}

/**
 * Opens a folder: one call where its id is known, else one for each level that is not. Throws not-found when it is not there
 * or lies elsewhere by now, not-a-folder when a file has the name.
 */
export async function openFolder(means: Means, tree: Tree, place: Place | Entry, opening: Opening): Promise<Opened> {
  const { folderIds } = means
  const { space, path } = place
  if (path.length === 0) {
    const root = await getFolder(means, tree, undefined, opening)
    if (!root) throw failure('not-found', opening, spaceIsGone)
    folderIds.keep(space, path, root.document.id)
    return root
  }
  const id = knownId(means, place)
  if (id !== undefined) {
    const opened = await getFolder(means, tree, id, opening)
    if (opened && isStillAt(opened.document, place, means)) {
      folderIds.keep(space, path, id)
      return opened
    }
    folderIds.forget(space, path)
  }
  const child = await findByPath(means, tree, place, opening)
  if (!child.isFolder) throw failure('not-a-folder', opening, 'it is a file')
  // What was given as an entry is that folder, not another one of its name.
  if ('kind' in place && place.id !== undefined && place.id !== child.id) throw failure('not-found', opening, isGone)
  const opened = await getFolder(means, tree, child.id, opening)
  if (!opened) throw failure('not-found', opening, isGone)
  folderIds.keep(space, path, child.id)
  return opened
}

/** The document of this path, looked up in the folder it is in. Throws not-found. */
export async function findByPath(means: Means, tree: Tree, place: Place, opening: Opening): Promise<Document> {
  const { children } = await openFolder(means, tree, parentPlace(place), { ...opening, isBare: false })
  const found = childNamed(children, nameOf(place.path))
  if (found) return found
  throw failure('not-found', opening, isGone)
}

/** Of two names that differ only in case the exact one. */
export function childNamed(children: readonly Document[], name: Name): Document | undefined {
  const live = children.filter(({ isDeleted }) => !isDeleted)
  return live.find((child) => child.name === name) ?? live.find((child) => isSameName(child.name, name))
}

export function isSameName(a: Name, b: Name): boolean {
  return foldName(a, facts) === foldName(b, facts)
}

export function parentPlace({ space, path, parentId }: Place): Place {
  return { space, path: parentOf(path), ...(parentId !== undefined && { id: parentId }) }
}

export const isGone = 'it is not there, or this account may not see it'
const spaceIsGone = 'Procore does not show the project: it is gone, or this account may not see its Documents'

function knownId({ folderIds }: Means, place: Place | Entry): string | undefined {
  if ('kind' in place && place.kind !== 'folder') return undefined
  return place.id ?? folderIds.find(place.space, place.path)
}

function isStillAt({ isDeleted, name, parentId }: Document, place: Place, { folderIds }: Means): boolean {
  if (!isSameName(name, nameOf(place.path))) return false
  const above = place.parentId ?? folderIds.find(place.space, parentOf(place.path))
  if (above !== undefined && parentId !== undefined && above !== parentId) return false
  // Deleted folders are reached by the entries of the recycle bin only.
  return !isDeleted || ('traits' in place && (place as Entry).traits?.includes('deleted') === true)
}

export async function getFolder(
  { client, contents }: Means,
  tree: Tree,
  id: string | undefined,
  opening: Opening,
): Promise<Opened | undefined> {
  const query = opening.isBare
    ? { exclude_folders: true, exclude_files: true }
    : { show_latest_file_version_only: true }
  const answer = await client.call({
    ...opening,
    method: 'GET',
    route: folderRoute(tree, id, query),
    company: tree.company,
    accepts: [404],
  })
  if (answer.refusal) return undefined
  const opened = parse(folderForm, answer.body, opening)
  for (const child of opened.children) contents.keep(child)
  return opened
}
