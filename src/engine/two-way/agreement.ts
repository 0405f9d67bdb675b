import type { Entry } from '#platform'
import type { Known, Print } from '../item.ts'
import { printOf, samePrint } from '../print.ts'
import type { Reason } from '../reason.ts'
import type { Terms } from '../terms.ts'

/** The two ends of a job that goes both ways. */
export type Side = 'source' | 'destination'

export const otherSide: Readonly<Record<Side, Side>> = { source: 'destination', destination: 'source' }

/** What the job remembers of an item: what both sides held when they last agreed. */
export interface Agreement extends Known {
  readonly reason: Reason
}

/** How one side stands to the last agreement. */
export type Since = 'same' | 'changed' | 'gone'

/** Both sides held it once; not so while an unproven copy, or a part of one, is all that one of them has. */
export function hasAgreed(known: Agreement | undefined): known is Agreement & { readonly destinationPrint: Print } {
  return known?.destinationPrint !== undefined && !isUnproven(known)
}

export function isUnproven({ reason, state, sourcePrint, destinationPrint }: Agreement): boolean {
  const isFlagged = state === 'flagged' && (reason === 'not-verified' || reason === 'not-verified-back')
  return isFlagged || isPartOf(destinationPrint, sourcePrint) || isPartOf(sourcePrint, destinationPrint)
}

/** What the source holds is an unproven copy of what the destination does, or a part of one. */
export function isUnprovenBack({ reason, sourcePrint, destinationPrint }: Known): boolean {
  return reason === 'not-verified-back' || isPartOf(sourcePrint, destinationPrint)
}

/** Whether the one is a copy of an older version than the other side had: the rest is still to be copied. */
export function isPartOf(copy: Print | undefined, original: Print | undefined): boolean {
  return copy?.copyOf !== undefined && copy.copyOf.version !== original?.version
}

export function printAt(side: Side, known: Agreement): Print | undefined {
  return side === 'source' ? known.sourcePrint : known.destinationPrint
}

/** What proves nothing counts as changed: looking again is the safe error. */
export function since(side: Side, entry: Entry | undefined, known: Agreement, terms: Terms): Since {
  if (!entry) return 'gone'
  const isSame = samePrint(printAt(side, known) ?? {}, printOf(entry), terms[side].facts.timePrecisionMs)
  return isSame ? 'same' : 'changed'
}
