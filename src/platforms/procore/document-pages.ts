import type { Answer } from './client.ts'
import type { Doing } from './failures.ts'
import type { Means } from './means.ts'
import { isLastPage, totalOf } from './paging.ts'
import { documentsRoute, type Tree } from './routes.ts'
import { parse, rows, type Document } from './wire.ts'

export interface Asking extends Doing {
  readonly kind: 'folder' | 'file'
  /** This folder and all below it, to a depth of 100; the whole tree when absent. */
  readonly below: string | undefined
  readonly perPage: number
  readonly signal: AbortSignal | undefined
  /** Where an earlier listing stood. */
  readonly from?: Standing
}

/** The page that comes next, and how many documents there were when the one before it was given. */
export interface Standing {
  readonly page: number
  readonly total?: number
}

interface DocumentPage {
  readonly documents: readonly Document[]
  readonly next?: Standing
}

/**
 * The flat listing, page by page in the order of creation: what is added meanwhile comes at the end. What is deleted
 * meanwhile moves the rest forward, over the edge of a page; then the page before is read once more.
 */
export async function* documentPages(means: Means, tree: Tree, asking: Asking): AsyncGenerator<DocumentPage> {
  let { page, total } = asking.from ?? { page: 1, total: undefined }
  let lastGiven = new Set<string>()
  for (;;) {
    const answer = await askFor(means, tree, asking, page)
    const found = parse(rows, answer.body, asking)
    const now = totalOf(answer)
    if (now !== undefined && total !== undefined && now < total && page > 1) {
      total = now
      page--
      continue
    }
    total = now
    const documents = found.filter(({ id }) => !lastGiven.has(id))
    const isLast = isLastPage(answer, page, asking.perPage, found.length)
    page++
    lastGiven = new Set(found.map(({ id }) => id))
    yield isLast ? { documents } : { documents, next: { page, ...(total !== undefined && { total }) } }
    if (isLast) return
  }
}

async function askFor({ client }: Means, tree: Tree, asking: Asking, page: number): Promise<Answer> {
  const { kind, below, perPage, verb, path, signal } = asking
  return await client.call({
    verb,
    path,
    signal,
    method: 'GET',
    route: documentsRoute(tree, {
      view: 'extended',
      sort: 'document_type_then_created_at',
      'filters[document_type]': kind,
      'filters[is_in_recycle_bin]': false,
      'filters[folder_id]': below,
      page,
      per_page: perPage,
    }),
    company: tree.company,
  })
}
