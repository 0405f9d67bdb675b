import { nameOf, type Entry, type Place } from '#platform'
import { entryOf } from './entries.ts'
import { failure, type Doing } from './failures.ts'
import { findByPath, isGone, isSameName, openFolder } from './folders.ts'
import type { Means } from './means.ts'
import { fileRoute, treeOf, type Tree } from './routes.ts'
import { file as fileForm, parse, type Document, type FileVersion } from './wire.ts'

export interface Looking extends Doing {
  readonly signal: AbortSignal | undefined
}

/** What is there: one call where the id or the folder's id is known. */
export async function stat(means: Means, place: Place | Entry, looking: Looking): Promise<Entry> {
  const { space, path } = place
  const document = await documentAt(means, place, looking)
  // The name as Procore has it: it may differ in case from the one that was asked for.
  const found = path.length === 0 ? path : [...path.slice(0, -1), document.name]
  return entryOf(document, { space, path: found, now: means.clock.now() })
}

/** Throws not-found when nothing is there, or not what had the id. */
export async function documentAt(means: Means, place: Place | Entry, looking: Looking): Promise<Document> {
  const { id, path, parentId } = place
  const tree = treeOf(place.space)
  const kind = 'kind' in place ? place.kind : undefined
  if (path.length === 0 || kind === 'folder') {
    return (await openFolder(means, tree, place, { ...looking, isBare: true })).document
  }
  // A bare id may be a folder's; then a look into the folder above costs no more.
  if (id !== undefined && (kind === 'file' || parentId === undefined)) {
    const shown = await showFile(means, tree, id, looking, true)
    if (shown && isStillAt(shown.document, place)) return shown.document
  }
  const document = await findByPath(means, tree, place, looking)
  if (id !== undefined && id !== document.id) throw failure('not-found', looking, isGone)
  means.contents.keep(document)
  return document
}

/** A file by its id, and its versions; undefined when Procore shows none. */
export async function showFile(
  { client, contents }: Means,
  tree: Tree,
  id: string,
  looking: Looking,
  onlyLatest = false,
): Promise<{ readonly document: Document; readonly versions: readonly FileVersion[] } | undefined> {
  const answer = await client.call({
    ...looking,
    method: 'GET',
    route: fileRoute(tree, id, onlyLatest ? { show_latest_version_only: true } : {}),
    company: tree.company,
    accepts: [404],
  })
  if (answer.refusal) return undefined
  const shown = parse(fileForm, answer.body, looking)
  contents.keep(shown.document)
  return shown
}

function isStillAt({ isDeleted, name, parentId }: Document, place: Place): boolean {
  if (isDeleted || !isSameName(name, nameOf(place.path))) return false
  return place.parentId === undefined || parentId === undefined || place.parentId === parentId
}
