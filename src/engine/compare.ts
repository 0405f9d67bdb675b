import type { Entry } from '#platform'
import { agreement } from './agreement.ts'
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
): Verdict {
  const own = known?.destinationPrint
  if (!destination) return own === undefined ? 'new' : 'missing'
  if (known && own && isStill(own, destination, terms.destination.facts.timePrecisionMs)) {
    const isSettled = known.state === 'succeeded' || known.state === 'revised'
    // An item that was flagged or left undone is tried again, though its source has not changed.
    const isUnchanged = isSettled && isStill(known.sourcePrint, source, terms.source.facts.timePrecisionMs)
    return isUnchanged ? 'unchanged' : 'updated'
  }
  return holdsSameContent(source, destination, terms) ? 'already-there' : 'conflict'
}

/** Whether the platforms' word is enough to say that both hold the same bytes: a common hash, else size and set time. */
export function holdsSameContent(
  source: Entry,
  destination: Entry,
  terms: Pick<Terms, 'destination' | 'timePrecisionMs'>,
): boolean {
  if (source.size === undefined || source.size !== destination.size) return false
  const word = agreement(source.hashes, destination.hashes)
  if (word !== 'unknown') return word === 'same'
  if (!terms.destination.facts.setsModifiedAt || !source.modifiedAt || !destination.modifiedAt) return false
  return sameTime(source.modifiedAt.getTime(), destination.modifiedAt.getTime(), terms.timePrecisionMs)
}

function isStill(print: Print, entry: Entry, precisionMs: number): boolean {
  return samePrint(print, printOf(entry), precisionMs)
}
