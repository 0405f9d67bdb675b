import type { Entry, Hashes } from '#platform'
import type { Copy } from './action.ts'
import type { Confirmed } from './confirm.ts'
import type { Print } from './item.ts'
import { printOf } from './print.ts'
import type { Progress } from './progress.ts'
import type { Reason } from './reason.ts'
import type { Receipt } from './receipt.ts'

/** The receipt of a file that lies at the destination. */
export function done(
  action: Copy,
  { entry, attempts }: Pick<Progress, 'entry' | 'attempts'>,
  what: {
    readonly written: Entry
    readonly hashes: Hashes
    readonly confirmed: Confirmed
    readonly size: number
    readonly now: number
  },
): Receipt {
  const { sha256 } = what.hashes
  return {
    source: action.source,
    destination: action.destination,
    kind: 'file',
    size: what.size,
    state: action.isRevised ? 'revised' : 'succeeded',
    reason: action.reason,
    sentence: action.sentence,
    sourcePrint: printOf(entry),
    destinationPrint: printOf(what.written),
    ...(sha256 !== undefined && { sourceSha256: sha256 }),
    ...what.confirmed,
    attempts,
    finishedAt: what.now,
  }
}

/**
 * The receipt of a file that needs a person. `destinationPrint` tells what of this job's own lies there, so that a later run
 * may replace it.
 */
export function flagged(
  action: Copy,
  { entry, attempts }: Pick<Progress, 'entry' | 'attempts'>,
  why: { readonly reason: Reason; readonly sentence: string; readonly now: number; readonly left?: Print },
): Receipt {
  const own = why.left ?? (action.replacesOwn ? action.replaces : undefined)
  return {
    source: action.source,
    destination: action.destination,
    kind: 'file',
    size: entry.size ?? action.size,
    state: 'flagged',
    reason: why.reason,
    sentence: why.sentence,
    sourcePrint: printOf(entry),
    ...(own && { destinationPrint: own }),
    attempts,
    finishedAt: why.now,
  }
}
