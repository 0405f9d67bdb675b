import { isStorageError, type Entry, type Storage } from '#platform'
import type { Copy } from './action.ts'
import { holdsSameContent } from './compare.ts'
import { confirm, type Confirmed } from './confirm.ts'
import { heldAs } from './content-of.ts'
import type { Print } from './item.ts'
import { differentPrint, printOf, samePrint } from './print.ts'
import type { Passed } from './source-content.ts'

/** What an earlier attempt of unknown outcome has left at the destination. */
export type Settled =
  /** The content is there: nothing is left to do. */
  | { readonly found: 'done'; readonly written: Entry; readonly passed: Passed; readonly confirmed: Confirmed }
  /** Nothing of it is there; what lies there may be replaced, if anything does. */
  | { readonly found: 'undone'; readonly replaces?: Print }
  /** Something that neither this action nor its predecessor wrote. */
  | { readonly found: 'foreign'; readonly present: Entry }

export interface SettleTerms {
  readonly destination: Storage
  readonly timePrecisionMs: number
  readonly intent: string
  readonly signal: AbortSignal
  /** Reads to its end what is to be written; throws when it is no longer as `entry` says. */
  readonly hashContent: () => Promise<Passed>
}

/**
 * Finds out whether an action that may have been carried out before was, by looking at the destination: the bytes there
 * decide, never a guess. What interrupted writes have left beside the file is removed.
 */
export async function settle(
  action: Pick<Copy, 'from' | 'to' | 'packed'>,
  { entry, replaces }: { readonly entry: Entry; readonly replaces: Print | undefined },
  terms: SettleTerms,
): Promise<Settled> {
  const { destination, signal, intent } = terms
  await destination.write?.abandon?.(action.to, intent, { signal })
  const present = await statOrNothing(destination, action, signal)
  if (!present) return { found: 'undone' }
  const print = printOf(present)
  const precisionMs = destination.facts.timePrecisionMs
  if (replaces && samePrint(replaces, print, precisionMs)) return { found: 'undone', replaces: print }
  if (present.kind !== 'file') return { found: 'foreign', present }

  const { size } = heldAs(action, entry)
  const couldBeEqual = size === undefined || present.size === undefined || size === present.size
  if (couldBeEqual) {
    const passed = await terms.hashContent()
    const confirmed = await confirm(present, passed, { destination, verification: 'transferred', signal })
    if (confirmed) return { found: 'done', written: present, passed, confirmed }
  }
  // The source has moved on since: what lies there is our copy of what it was, by its size and the time that we set.
  const hasMovedOn = differentPrint(printOf(action.from), printOf(entry))
  const clocks = { setsModifiedAt: destination.facts.setsModifiedAt, timePrecisionMs: terms.timePrecisionMs }
  if (hasMovedOn && holdsSameContent(heldAs(action, action.from), present, clocks))
    return { found: 'undone', replaces: print }
  return { found: 'foreign', present }
}

async function statOrNothing(destination: Storage, { to }: Pick<Copy, 'to'>, signal: AbortSignal) {
  try {
    return await destination.stat(to, { signal })
  } catch (error) {
    if (isStorageError(error, 'not-found')) return undefined
    throw error
  }
}
