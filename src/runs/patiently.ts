import { backOff, mostAttempts } from '#engine/back-off.ts'
import { mustHalt } from '#engine/halt.ts'
import { isStorageError, type Clock, type Entry, type ListOptions, type Page } from '#platform'

/**
 * The entries of a listing, page by page, going on after the last page when the platform fails for a moment. Throws what
 * lasts, and what asks for longer patience than one task should have.
 */
export async function* patiently(
  list: (options: ListOptions) => AsyncIterable<Page<Entry>>,
  { signal, clock }: { readonly signal: AbortSignal; readonly clock: Clock },
): AsyncGenerator<readonly Entry[]> {
  let cursor: string | undefined
  // After a page that names no place to go on from, only a listing without a failure is a whole one.
  let canGoOn = true
  for (let attempts = 1; ;) {
    try {
      for await (const page of list({ signal, ...(cursor !== undefined && { cursor }) })) {
        yield page.entries
        attempts = 1
        cursor = page.next
        canGoOn = cursor !== undefined
      }
      return
    } catch (error) {
      if (!canGoOn || mustHalt(error) || !isPassing(error) || attempts >= mostAttempts) throw error
      await backOff(error, attempts, clock, signal)
      attempts++
    }
  }
}

/** A place in the listing that was lost cannot be gone on from: only the whole scan can begin again. */
function isPassing(error: unknown): boolean {
  return isStorageError(error) && error.advice.do === 'retry-later' && error.kind !== 'cursor-expired'
}
