import type { Entry, ListOptions, Page, Path, Place } from '#platform'
import type { Crew } from './crew.ts'
import { pageSizeOf, parsedCursor, staleCursor } from './list.ts'
import type { Root } from './root.ts'
import { cancelled, throwIfStopped } from './stopping.ts'
import type { PackedPage } from './walk-pages.ts'
import { unpackPage } from './walk-pages.ts'

/**
 * Everything below a folder, found by a thread that stays one page ahead. The cursor is the path found last, so the listing
 * goes on from there also in another process, whatever was added or removed meanwhile.
 */
export async function* listDeep(
  root: Root,
  folder: Place,
  crew: Crew,
  options: ListOptions = {},
): AsyncGenerator<Page<Entry>> {
  const { signal, cursor } = options
  throwIfStopped(signal, folder.path)
  const after = cursor === undefined ? undefined : pathFromCursor(cursor, folder.path)
  const thread = crew.leastBusy()
  const walk = thread.newWalk()
  const most = pageSizeOf(options)
  const next = () => {
    const page = thread.ask({ do: 'walk', walk, root, folder: folder.path, after, most })
    // Awaited a page later; until then its failure must not count as unheard.
    page.catch(() => undefined)
    return page
  }
  try {
    let coming: Promise<PackedPage> | undefined = next()
    while (coming) {
      const page: PackedPage = await unlessStopped(coming, signal, folder.path)
      coming = page.isLast ? undefined : next()
      yield unpackPage(page, folder.space)
      throwIfStopped(signal, folder.path)
    }
  } finally {
    thread.endWalk(walk)
  }
}

function pathFromCursor(cursor: string, path: Path): Path {
  const parsed = parsedCursor(cursor, path)
  if (Array.isArray(parsed) && parsed.every((name) => typeof name === 'string')) return parsed
  throw staleCursor(path)
}

/** The answer, unless the signal comes first; the thread finishes its page meanwhile. */
async function unlessStopped<T>(answer: Promise<T>, signal: AbortSignal | undefined, path: Path): Promise<T> {
  if (!signal) return await answer
  const stop = Promise.withResolvers<never>()
  const onAbort = () => stop.reject(cancelled(path, signal))
  signal.addEventListener('abort', onAbort)
  try {
    throwIfStopped(signal, path)
    return await Promise.race([answer, stop.promise])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}
