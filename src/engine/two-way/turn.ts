import type { Way } from '../action.ts'
import type { Reason } from '../reason.ts'
import type { Receipt } from '../receipt.ts'
import { isPartOf } from './agreement.ts'

/** Reasons that name the way something went, as they are for the way back. */
const reasonsBack: Readonly<Partial<Record<Reason, Reason>>> = {
  removed: 'removed-back',
  'not-verified': 'not-verified-back',
}

/**
 * The receipt of an action of a job that goes both ways, told from the source to the destination whichever way it went. Of
 * what failed no print is kept, so that the last agreement stays, unless an unproven copy or a part was left behind.
 */
export function turnReceipt(receipt: Receipt, way: Way | undefined): Receipt {
  const { sourcePrint, destinationPrint, sourceSha256, destinationSha256, ...line } = receipt
  const isOver =
    receipt.state !== 'flagged' || receipt.reason === 'not-verified' || isPartOf(destinationPrint, sourcePrint)
  const from = isOver ? { print: sourcePrint, sha256: sourceSha256 } : {}
  const to = isOver ? { print: destinationPrint, sha256: destinationSha256 } : {}
  const [atSource, atDestination] = way === 'back' ? [to, from] : [from, to]
  return {
    ...line,
    ...(way === 'back' && { reason: reasonsBack[line.reason] ?? line.reason, sentence: sentenceOf(line) }),
    ...(atSource.print && { sourcePrint: atSource.print }),
    ...(atDestination.print && { destinationPrint: atDestination.print }),
    ...(atSource.sha256 !== undefined && { sourceSha256: atSource.sha256 }),
    ...(atDestination.sha256 !== undefined && { destinationSha256: atDestination.sha256 }),
  }
}

/** What was planned is told for both sides already; what came of it is told as of the way there. */
function sentenceOf({ state, sentence }: Pick<Receipt, 'state' | 'sentence'>): string {
  return state === 'succeeded' || state === 'revised' ? sentence : turnWords(sentence)
}

const sides: Readonly<Record<string, string>> = {
  source: 'destination',
  Source: 'Destination',
  destination: 'source',
  Destination: 'Source',
}

/** A sentence about the way there, as it is about the way back. What stands in quotation marks is somebody's name. */
export function turnWords(sentence: string): string {
  return sentence.replaceAll(/“[^”]*”|\b(?:source|destination)\b/gi, (part) => sides[part] ?? part)
}
