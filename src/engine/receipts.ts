import type { Entry } from '#platform'
import type { Copy } from './action.ts'
import type { Confirmed } from './confirm.ts'
import type { Print } from './item.ts'
import type { History } from './older-versions.ts'
import { printOf } from './print.ts'
import type { Progress } from './progress.ts'
import type { Reason } from './reason.ts'
import type { Receipt } from './receipt.ts'
import type { Passed } from './source-content.ts'

/** The receipt of a file that lies at the destination. */
export function done(
  action: Copy,
  { entry, attempts, history }: Pick<Progress, 'entry' | 'attempts'> & { readonly history?: History | undefined },
  what: {
    readonly written: Entry
    readonly passed: Passed
    readonly confirmed: Confirmed
    readonly size: number
    readonly now: number
    readonly copyOf?: Print['copyOf'] | undefined
  },
): Receipt {
  const { copyOf, passed, confirmed } = what
  const { sha256 } = passed.source
  // Of an archive both hashes are told, also where the platform confirmed it by one of another kind.
  const archive = action.packed && confirmed.verified ? passed.hashes.sha256 : undefined
  return {
    source: action.source,
    destination: action.destination,
    kind: 'file',
    size: what.size,
    state: action.isRevised ? 'revised' : 'succeeded',
    reason: action.reason,
    sentence: [action.sentence, untaken(history)].filter((part) => part !== '').join(' '),
    sourcePrint: printOf(entry),
    destinationPrint: { ...printOf(what.written), ...(copyOf && { copyOf }) },
    ...(action.packed && { packed: true }),
    ...(sha256 !== undefined && { sourceSha256: sha256 }),
    ...(archive !== undefined && { destinationSha256: archive }),
    ...confirmed,
    ...(history && { versions: history.versions.length }),
    ...isNew(action),
    attempts,
    finishedAt: what.now,
  }
}

function isNew({ replaces }: Copy): Pick<Receipt, 'isNew'> {
  return replaces ? {} : { isNew: true }
}

function untaken(history: History | undefined): string {
  if (!history || history.untaken === 0) return ''
  const which = history.untaken === 1 ? '1 older version was' : `${history.untaken} older versions were`
  return `${which} left out, because the destination takes no file of that size.`
}

/** What is done of a file of which the older versions go first; the current one is not there yet. */
export function partial(
  action: Copy,
  { entry, attempts }: Pick<Progress, 'entry' | 'attempts'>,
  part: { readonly print: Print; readonly done: number; readonly of: number; readonly now: number },
): Receipt {
  return {
    source: action.source,
    destination: action.destination,
    kind: 'file',
    size: entry.size ?? action.size,
    state: 'retrying',
    reason: 'unfinished',
    sentence: `${part.done} of ${part.of} versions are copied; the run goes on with it, or the next one does.`,
    sourcePrint: printOf(entry),
    destinationPrint: part.print,
    ...(action.packed && { packed: true }),
    ...isNew(action),
    attempts,
    finishedAt: part.now,
  }
}

/**
 * The receipt of a file that needs a person. `left` is what this attempt has left there, so that a later run may replace it;
 * without it the receipt says nothing of what both sides agreed on last, which stays known.
 */
export function flagged(
  action: Copy,
  { entry, attempts }: Pick<Progress, 'entry' | 'attempts'>,
  why: { readonly reason: Reason; readonly sentence: string; readonly now: number; readonly left?: Print },
): Receipt {
  return {
    source: action.source,
    destination: action.destination,
    kind: 'file',
    size: entry.size ?? action.size,
    state: 'flagged',
    reason: why.reason,
    sentence: why.sentence,
    ...((why.left || !action.wasAgreed) && { sourcePrint: printOf(entry) }),
    ...(why.left && { destinationPrint: why.left, ...isNew(action) }),
    ...(action.packed && { packed: true }),
    attempts,
    finishedAt: why.now,
  }
}
