import { z } from 'zod'
import { nameOf, type Entry, type ListOptions, type Page, type Path, type Place } from '#platform'
import { documentPages, type Standing } from './document-pages.ts'
import { entryOf } from './entries.ts'
import { folderTree, type FolderTree, type PlacedFolder } from './folder-tree.ts'
import { isSameName, openFolder } from './folders.ts'
import { pageSizeOf, pathBelow, staleCursor } from './list.ts'
import type { Means } from './means.ts'
import { treeOf, type Tree } from './routes.ts'
import type { Document } from './wire.ts'

/**
 * Everything below a folder by the flat listing: first all folders, which takes a call for 2,000 of them, then the files,
 * page by page. Only the folders are held in memory.
 */
export async function* listDeep(means: Means, folder: Place, options: ListOptions = {}): AsyncGenerator<Page<Entry>> {
  const { space, path } = folder
  const { signal } = options
  const cursor = options.cursor === undefined ? undefined : cursorFrom(options.cursor, path)
  const perPage = cursor?.in === 'files' ? cursor.perPage : pageSizeOf(options)
  const tree = treeOf(space)
  const base = { path, signal, perPage: pageSizeOf({}), verb: 'list' }
  const { folders, below } = await foldersBelow(means, tree, folder, base)
  const entryAt = ({ document, path }: PlacedFolder) => entryOf(document, { space, path, now: means.clock.now() })

  if (cursor?.in !== 'files') {
    const placed = folders.folders
    let at = cursor === undefined ? 0 : placed.findIndex(({ document }) => document.id === cursor.after) + 1
    if (cursor !== undefined && at === 0) throw staleCursor(path)
    while (at < placed.length) {
      const some = placed.slice(at, at + perPage)
      at += some.length
      const last = some.at(-1)
      const isLast = at >= placed.length || last === undefined
      const next: Cursor = isLast ? { in: 'files', page: 1, perPage } : { in: 'folders', after: last.document.id }
      yield { entries: some.map(entryAt), next: JSON.stringify(next) }
    }
  }

  const from: { from?: Standing } = cursor?.in === 'files' ? { from: cursor } : {}
  for await (const page of documentPages(means, tree, { ...base, ...from, kind: 'file', below, perPage })) {
    const entries: Entry[] = []
    for (const document of page.documents) {
      const placed = await placeFile(means, document, folders)
      entries.push(...placed.map(entryAt))
    }
    const next: Cursor | undefined = page.next && { in: 'files', ...page.next, perPage }
    yield next ? { entries, next: JSON.stringify(next) } : { entries }
  }
}

/** The file at its path, after folders that were made since the folders were listed. */
async function placeFile(means: Means, document: Document, folders: FolderTree): Promise<readonly PlacedFolder[]> {
  means.contents.keep(document)
  const above = document.isDeleted ? undefined : await folders.reach(document.parentId)
  const path = above && pathBelow(above.path, document, means.log)
  return path ? [...above.isNew, { document, path }] : []
}

interface Question {
  readonly path: Path
  readonly verb: string
  readonly perPage: number
  readonly signal: AbortSignal | undefined
}

/**
 * `below`: the filter for the files, absent where the whole tree is listed. Throws not-found for a folder that is not there:
 * an empty answer alone does not prove that there is one.
 */
async function foldersBelow(means: Means, tree: Tree, folder: Place, question: Question) {
  const { path } = folder
  if (path.length === 0) return await kept(means, tree, folder, { id: undefined, path }, question)
  const guess = folder.id ?? means.folderIds.find(folder.space, path)
  if (guess !== undefined) {
    const listed = await kept(means, tree, folder, { id: guess, path }, question)
    const { base } = listed.folders
    if (base !== undefined && base !== 'root' && isSameName(base.name, nameOf(path))) return listed
  }
  const { document } = await openFolder(means, tree, folder, { ...question, isBare: true })
  return await kept(means, tree, folder, { id: document.id, path }, question)
}

async function kept(
  means: Means,
  tree: Tree,
  { space }: Place,
  base: { readonly id: string | undefined; readonly path: Path },
  question: Question,
): Promise<{ readonly folders: FolderTree; readonly below: string | undefined }> {
  let below = base.id
  let folders = await folderTree(means, tree, base, { ...question, below })
  if (below !== undefined && folders.isDeep) {
    below = undefined
    folders = await folderTree(means, tree, base, { ...question, below })
  }
  for (const { document, path } of folders.folders) means.folderIds.keep(space, path, document.id)
  return { folders, below }
}

const cursorForm = z.union([
  z.object({ in: z.literal('folders'), after: z.string() }),
  z.object({
    in: z.literal('files'),
    page: z.int().positive(),
    total: z.int().exactOptional(),
    perPage: z.int().positive(),
  }),
])
type Cursor = z.output<typeof cursorForm>

function cursorFrom(text: string, path: Path): Cursor {
  try {
    return cursorForm.parse(JSON.parse(text))
  } catch {
    throw staleCursor(path)
  }
}
