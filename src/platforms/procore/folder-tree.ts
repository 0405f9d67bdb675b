import { StorageError, type Path } from '#platform'
import { documentPages, type Asking } from './document-pages.ts'
import { getFolder, openFolder } from './folders.ts'
import { pathBelow } from './list.ts'
import type { Means } from './means.ts'
import type { Tree } from './routes.ts'
import type { Document } from './wire.ts'

export interface PlacedFolder {
  readonly document: Document
  readonly path: Path
}

/** All folders below one, so that files which come in any order find their path. */
export interface FolderTree {
  /** In the order of their creation. */
  readonly folders: readonly PlacedFolder[]
  /** The base itself was among what was listed, or is the root. */
  readonly base: Document | 'root' | undefined
  /** Some lie so deep that a listing below the base may have cut off what is under them. */
  readonly isDeep: boolean
  /**
   * The path of a folder by its id, and the folders that had to be looked up for it because they are newer than the tree.
   * Undefined for one that is not below the base, or not to be seen.
   */
  reach(id: string | undefined): Promise<{ readonly path: Path; readonly isNew: readonly PlacedFolder[] } | undefined>
}

type Base = { readonly id: string | undefined; readonly path: Path }
type Question = Omit<Asking, 'kind' | 'from'>

// “up to a depth of 100” (reference of filters[folder_id]).
const safeDepth = 99

/** `base`: where to begin; its id is absent for the root, which the listing tells. */
export async function folderTree(means: Means, tree: Tree, base: Base, question: Question): Promise<FolderTree> {
  const byId = new Map<string, Document>()
  for await (const { documents } of documentPages(means, tree, { ...question, kind: 'folder' })) {
    for (const document of documents) if (!document.isDeleted) byId.set(document.id, document)
  }
  const baseId = base.id ?? (await rootAmong(byId.values(), means, tree, question))
  const paths = new Map<string, Path | undefined>([[baseId, base.path]])
  const pathOf = (id: string | undefined): Path | undefined => {
    if (id === undefined || paths.has(id)) return id === undefined ? undefined : paths.get(id)
    // Procore's own trees have no circles; a wrong answer must not make one here.
    paths.set(id, undefined)
    const document = byId.get(id)
    const above = document && pathOf(document.parentId)
    const path = above && document && pathBelow(above, document, means.log)
    paths.set(id, path)
    return path
  }
  const place = (document: Document) => {
    const path = document.id === baseId ? undefined : pathOf(document.id)
    return path ? [{ document, path }] : []
  }
  const folders = [...byId.values()].flatMap(place)

  return {
    folders,
    base: base.id === undefined ? 'root' : byId.get(base.id),
    isDeep: folders.some(({ path }) => path.length - base.path.length >= safeDepth),
    async reach(id) {
      const isNew: Document[] = []
      for (let at = id; at !== undefined && at !== baseId && !byId.has(at); at = isNew.at(-1)?.parentId) {
        const document = await lookUp(means, tree, at, question)
        if (!document) break
        isNew.push(document)
      }
      for (const document of isNew) {
        byId.set(document.id, document)
        paths.delete(document.id)
      }
      const path = pathOf(id)
      return path && { path, isNew: isNew.toReversed().flatMap(place) }
    },
  }
}

/** The root is listed among its folders, or asked for. */
async function rootAmong(found: Iterable<Document>, means: Means, tree: Tree, question: Question): Promise<string> {
  for (const { id, parentId, isRecycleBin } of found) if (parentId === undefined && !isRecycleBin) return id
  const opening = { verb: question.verb, path: [], signal: question.signal, isBare: true }
  return (await openFolder(means, tree, { space: tree.space, path: [] }, opening)).document.id
}

async function lookUp(means: Means, tree: Tree, id: string, question: Question): Promise<Document | undefined> {
  try {
    const opened = await getFolder(means, tree, id, { ...question, isBare: true })
    if (opened && !opened.document.isDeleted) return opened.document
  } catch (error) {
    if (!(error instanceof StorageError) || error.kind !== 'forbidden') throw error
  }
  means.log.warn({ folder: id, space: tree.space }, 'folder-not-to-be-seen')
  return undefined
}
