import type { Entry } from '#platform'
import { agreement } from './verify.ts'
import type { Known, Print } from './item.ts'
import { printOf, samePrint } from './print.ts'
import type { Terms } from './terms.ts'
import { sameTime } from './times.ts'

/**
 * How a source file stands to what lies at its destination. `missing`: this job put it there and it is gone; `updated`: the
 * source changed and what lies there is still this job's own; `conflict`: what lies there is other content than the source's
 * and this job did not write it.
 */
export type Verdict = 'new' | 'missing' | 'unchanged' | 'updated' | 'already-there' | 'conflict'

export function compareFile(
  source: Entry,
  destination: Entry | undefined,
  known: Known | undefined,
  terms: Terms,
  /** The source as the destination would hold it. */
  held: Entry = source,
): Verdict {
  const own = known?.destinationPrint
  if (!destination) return own === undefined ? 'new' : 'missing'
  if (known && own && isStill(own, destination, terms.destination.facts.timePrecisionMs)) {
    const isSettled = known.state === 'succeeded' || known.state === 'revised' || known.isProven === true
    // An item that was flagged or left undone is tried again, though its source has not changed; one that was proven equal
    // before, and only left out or kept for a while, need not be.
    const isUnchanged = isSettled && isStill(known.sourcePrint, source, terms.source.facts.timePrecisionMs)
    return isUnchanged ? 'unchanged' : 'updated'
  }
  const clocks = { setsModifiedAt: terms.destination.facts.setsModifiedAt, timePrecisionMs: terms.timePrecisionMs }
  return holdsSameContent(held, destination, clocks) ? 'already-there' : 'conflict'
}

/** Whether the platforms' word is enough to say that both hold the same bytes: a common hash, else size and set time. */
export function holdsSameContent(
  source: Entry,
  destination: Entry,
  clocks: { readonly setsModifiedAt: boolean; readonly timePrecisionMs: number },
): boolean {
  if (source.size === undefined || source.size !== destination.size) return false
  const word = agreement(source.hashes, destination.hashes)
  if (word !== 'unknown') return word === 'same'
  if (!clocks.setsModifiedAt || !source.modifiedAt || !destination.modifiedAt) return false
  return sameTime(source.modifiedAt.getTime(), destination.modifiedAt.getTime(), clocks.timePrecisionMs)
}

function isStill(print: Print, entry: Entry, precisionMs: number): boolean {
  return samePrint(print, printOf(entry), precisionMs)
}
