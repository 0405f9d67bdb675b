import { withNearest } from '#connections/nearest-entry.ts'
import { concurrently } from '#engine/concurrently.ts'
import { isStorageError, type FailureKind } from '#platform'
import { counted } from '#toolkit/words.ts'
import { byRow, keyOf, leftOut, type ChildPlace, type FindMeans, type LeftOut } from './found.ts'

// A person waits for it, and where calls are counted every folder is one of an hour's 3,600.
const mostFolders = 100
const foldersAtOnce = 8
const mostLookMs = 20_000

export interface LookedInto {
  /** Those whose source is not there, or may not be read. */
  readonly unreadable: readonly LeftOut[]
  /** That some were not looked at, and why; a sentence. */
  readonly unseen?: string
}

/** Looks whether the source folders of rows can be read, each once, as far as that may go. */
export async function lookInto(
  rows: readonly ChildPlace[],
  means: Pick<FindMeans, 'look' | 'signal'>,
): Promise<LookedInto> {
  const folders = [...Map.groupBy(rows, ({ source }) => keyOf(source)).values()]
  const deadline = AbortSignal.timeout(mostLookMs)
  const signal = AbortSignal.any([means.signal, deadline])
  const unreadable: LeftOut[] = []
  let seen = 0
  let why = `only the first ${counted(mostFolders, 'folder')} are, as each is a call that others may need`
  const looking = concurrently(folders.slice(0, mostFolders), foldersAtOnce, async (same) => ({
    same,
    why: await whyUnreadable(same[0], { ...means, signal }),
  }))
  try {
    for await (const some of looking) {
      for (const { same, why } of some) {
        seen += same.length
        if (why !== undefined) {
          unreadable.push(...same.map((row) => leftOut(row, why)))
        }
      }
    }
  } catch (error) {
    means.signal.throwIfAborted()
    if (!deadline.aborted && !isStorageError(error)) throw error
    why = deadline.aborted ? `that took longer than ${mostLookMs / 1000} seconds` : (error as Error).message
  }
  return {
    unreadable: byRow(unreadable),
    ...(seen < rows.length && {
      unseen: `The sources of ${rows.length - seen} of ${rows.length} rows were not looked into: ${why}. The runs of their jobs will tell.`,
    }),
  }
}

/** What makes a row wrong, and what to do; anything else says nothing of the row. */
const remedies: Partial<Record<FailureKind, string>> = {
  'not-found': 'Correct the path, or make the folder there.',
  forbidden: 'Let the account of the connection read it, or take the row out.',
  'invalid-name': 'Correct the path.',
}

async function whyUnreadable(
  row: ChildPlace | undefined,
  { look, signal }: Pick<FindMeans, 'look' | 'signal'>,
): Promise<string | undefined> {
  if (!row) return undefined
  const { storage, at } = await look(row.source)
  const pages = storage.list(at, { signal })[Symbol.asyncIterator]()
  try {
    await pages.next()
    return undefined
  } catch (error) {
    const remedy = isStorageError(error) ? remedies[error.kind] : undefined
    if (remedy === undefined) throw error
    const told = await withNearest(storage, at, error, signal)
    return `Its source cannot be read: ${told instanceof Error ? told.message : ''} ${remedy}`
  } finally {
    await pages.return?.(undefined)
  }
}
