import { nameOf, type Entry } from '#platform'
import type { Copy, Keep, Leave, Make, Remove, Way } from '../action.ts'
import { holdsSameContent } from '../compare.ts'
import { describe, newerOf } from '../conflict.ts'
import type { Print } from '../item.ts'
import { refusedContent } from '../leave-out.ts'
import type { JobOptions } from '../options.ts'
import { replaced, withOlder } from '../older-versions.ts'
import { printOf } from '../print.ts'
import type { Reason } from '../reason.ts'
import type { Terms } from '../terms.ts'
import {
  hasAgreed,
  isUnproven,
  isUnprovenBack,
  otherSide,
  printAt,
  since,
  type Agreement,
  type Side,
} from './agreement.ts'
import type { Pair } from './pair-up.ts'
import { turnWords } from './turn.ts'

/** The terms of both ways. */
export interface BothTerms {
  readonly terms: Terms
  readonly back: Terms
}

/** Both sides changed it and both are kept: what `loser` holds gets another name, on its own side first. */
export interface SetAside {
  readonly do: 'set-aside'
  readonly loser: Side
}

/** A folder that one side holds no more; what becomes of it depends on what is in it. */
export interface Lose {
  readonly do: 'lose'
  readonly gone: Side
}

/** Neither side holds it any more. */
export interface Forget {
  readonly do: 'forget'
}

export type BothDecision = Copy | Make | Keep | Leave | Remove | SetAside | Lose | Forget

/** What becomes of one item of both sides. Pure: three states are compared, both sides now and the last agreement. */
export function decide(pair: Pair, both: BothTerms): BothDecision {
  return pair.kind === 'folder' ? decideFolder(pair) : decideFile(pair, both)
}

function decideFolder(pair: Pair): BothDecision {
  const { here, there, known } = pair
  const wasBoth = hasAgreed(known)
  if (here && there) return keep(pair, wasBoth ? 'unchanged' : 'already-there')
  if (!here && !there) return { do: 'forget' }
  if (wasBoth) return { do: 'lose', gone: here ? 'destination' : 'source' }
  return here ? make(pair, undefined, 'made') : make(pair, 'back', 'made-back')
}

function decideFile(pair: Pair, both: BothTerms): BothDecision {
  const { here, there, known } = pair
  const { terms } = both
  if (!here && !there) return { do: 'forget' }
  if (here && there && known?.destinationPrint && isUnproven(known)) {
    const again = copyOverUnproven(pair, here, there, known, both)
    if (again) return again
  }
  if (!hasAgreed(known)) {
    if (!there) return copy(pair, undefined, 'copied', both)
    if (!here) return copy(pair, 'back', 'copied-back', both)
    return isSame(here, there, terms) ? keep(pair, 'already-there') : conflict(pair, here, there, both)
  }
  const [atSource, atDestination] = [since('source', here, known, terms), since('destination', there, known, terms)]
  if (atSource === 'gone') return gone(pair, known, 'source', atDestination, both)
  if (atDestination === 'gone') return gone(pair, known, 'destination', atSource, both)
  if (atSource === 'same' && atDestination === 'same') return keep(pair, 'unchanged')
  if (!here || !there) return { do: 'forget' }
  if (atDestination === 'same') return update(pair, undefined, there, known, both)
  if (atSource === 'same') return update(pair, 'back', here, known, both)
  return isSame(here, there, terms) ? keep(pair, 'already-there') : conflict(pair, here, there, both)
}

function isSame(here: Entry, there: Entry, { destination, timePrecisionMs }: Terms): boolean {
  return holdsSameContent(here, there, { setsModifiedAt: destination.facts.setsModifiedAt, timePrecisionMs })
}

/** An unproven copy, or a part of one, that nobody has changed since is written again or gone on with, whatever else happened. */
function copyOverUnproven(
  pair: Pair,
  here: Entry,
  there: Entry,
  known: Agreement,
  both: BothTerms,
): BothDecision | undefined {
  const way = isUnprovenBack(known) ? 'back' : undefined
  const written: Side = way === 'back' ? 'source' : 'destination'
  const present = way === 'back' ? here : there
  if (since(written, present, known, both.terms) !== 'same') return undefined
  return update(pair, way, present, known, both)
}

/** Over what lies there since the last agreement. */
function update(pair: Pair, way: Way | undefined, present: Entry, known: Agreement, both: BothTerms): BothDecision {
  const { sourcePrint, destinationPrint } = known
  return way === 'back'
    ? copy(pair, way, 'updated-back', both, replaced(present, sourcePrint, destinationPrint, both.back))
    : copy(pair, way, 'updated', both, replaced(present, destinationPrint, sourcePrint, both.terms))
}

/** One side holds it no more: a change on the other side is kept, a deletion is repeated as the job says. */
function gone(
  pair: Pair,
  known: Agreement & { readonly destinationPrint: Print },
  side: Side,
  other: 'same' | 'changed' | 'gone',
  both: BothTerms,
): BothDecision {
  const way: Way | undefined = side === 'source' ? 'back' : undefined
  if (other === 'changed') return copy(pair, way, 'restored', both)
  if (other === 'gone') return { do: 'forget' }
  return repeatsDeletions(both.terms.options, side) ? remove(pair, known, side) : keepLost(pair, side)
}

/** Whether what `gone` has deleted is to be deleted at the other side too. */
export function repeatsDeletions({ deletedItems }: Pick<JobOptions, 'deletedItems'>, gone: Side): boolean {
  return deletedItems === 'mirror' || deletedItems === 'ask' || deletedItems === `mirror-${gone}`
}

/** Deletes, at the other side, what `gone` holds no more. */
export function remove(pair: Pair, known: Agreement, gone: Side): Remove {
  const { source, destination, kind } = pair
  const expected = printAt(gone === 'source' ? 'destination' : 'source', known) ?? {}
  const [lost, to] = gone === 'source' ? [pair.atSource, pair.atDestination] : [pair.atDestination, pair.atSource]
  return {
    do: 'remove',
    ...(gone === 'destination' && { way: 'back' as const }),
    source,
    destination,
    kind,
    size: expected.size ?? 0,
    reason: gone === 'source' ? 'removed' : 'removed-back',
    sentence: '',
    gone: { space: lost.space, path: lost.path },
    to: { space: to.space, path: to.path, ...idsOf(to) },
    expected,
  }
}

function idsOf({ id, parentId }: Pair['atSource']) {
  return { ...(id !== undefined && { id }), ...(parentId !== undefined && { parentId }) }
}

export function keepLost({ source, kind, here, there }: Pair, gone: Side): Leave {
  const size = (here ?? there)?.size ?? 0
  const sentence = `The ${gone} does not hold it any more; it is kept at the ${otherSide[gone]}.`
  return { do: 'leave', state: 'ignored', source, kind, size, reason: 'kept-lost', sentence }
}

function conflict(pair: Pair, here: Entry, there: Entry, both: BothTerms): BothDecision {
  const { terms } = both
  const { onConflict } = terms.options
  const what = hasAgreed(pair.known) ? 'Both sides changed it' : 'Both sides hold it and have never agreed'
  const sentence = `${what}: the source holds ${describe(here)}, the destination ${describe(there)}.`
  if ([here, there].some(({ traits }) => traits?.includes('system'))) {
    return flag(pair, `${sentence} It belongs to the platform itself and is never replaced.`)
  }
  const newer = newerOf(here, there, terms.timePrecisionMs)
  switch (onConflict) {
    case 'prefer-source':
      return copy(pair, undefined, 'replaced', both, printOf(there), `${sentence} The source was preferred.`)
    case 'prefer-destination':
      return copy(pair, 'back', 'replaced-back', both, printOf(here), `${sentence} The destination was preferred.`)
    case 'prefer-newest':
      if (newer === 'source')
        return copy(pair, undefined, 'replaced', both, printOf(there), `${sentence} The source is newer.`)
      if (newer === 'destination')
        return copy(pair, 'back', 'replaced-back', both, printOf(here), `${sentence} The destination is newer.`)
      return flag(pair, `${sentence} It cannot be told which is newer, so nothing was replaced.`)
    case 'keep-both':
      return { do: 'set-aside', loser: newer === 'destination' ? 'source' : 'destination' }
    case 'flag':
      return flag(pair, `${sentence} Nothing was replaced.`)
  }
}

export function flag({ source, kind, here, there }: Pair, sentence: string): Leave {
  const size = (here ?? there)?.size ?? 0
  return { do: 'leave', state: 'flagged', source, kind, size, reason: 'conflict', sentence }
}

/** From the side that has it to the other; `replaces` is what may be replaced there, which must be absent otherwise. */
export function copy(
  pair: Pair,
  way: Way | undefined,
  reason: Reason,
  both: BothTerms,
  replaces?: Print,
  sentence = '',
): Copy | Leave | Forget {
  const isBack = way === 'back'
  const from = isBack ? pair.there : pair.here
  if (!from) return { do: 'forget' }
  const to = isBack ? pair.atSource : pair.atDestination
  const folder = { sourcePath: pair.source.slice(0, -1) }
  const refused = refusedContent(from, nameOf(to.path), folder, isBack ? both.back : both.terms)
  if (refused) return { ...refused, source: pair.source, ...(isBack && { sentence: turnWords(refused.sentence) }) }
  const action: Copy = {
    do: 'copy',
    ...(way && { way }),
    source: pair.source,
    destination: pair.destination,
    kind: 'file',
    size: from.size ?? 0,
    ...wording(pair, reason, sentence),
    from,
    to: { space: to.space, path: to.path, ...idsOf(to) },
    ...(replaces && { replaces }),
  }
  return withOlder(action, isBack ? both.back : both.terms)
}

export function make(pair: Pair, way: Way | undefined, reason: Reason): Make | Forget {
  const [from, to] = way === 'back' ? [pair.there, pair.atSource] : [pair.here, pair.atDestination]
  if (!from) return { do: 'forget' }
  return {
    do: 'make',
    ...(way && { way }),
    source: pair.source,
    destination: pair.destination,
    kind: 'folder',
    size: 0,
    ...wording(pair, reason, ''),
    from,
    to: { space: to.space, path: to.path, ...(to.parentId !== undefined && { parentId: to.parentId }) },
  }
}

/** A changed name is told by its own reason. */
function wording({ naming }: Pair, reason: Reason, sentence: string) {
  const { isRevised } = naming
  return {
    reason: isRevised ? (naming.reason ?? 'renamed') : reason,
    sentence: [naming.sentence, sentence].filter((part) => part !== '').join(' '),
    isRevised,
  }
}

function keep(pair: Pair, reason: 'unchanged' | 'already-there'): Keep {
  const { here, there, naming, source, destination, kind } = pair
  return {
    do: 'keep',
    source,
    destination,
    kind,
    size: here?.size ?? 0,
    reason,
    sentence: naming.sentence,
    isRevised: naming.isRevised,
    sourcePrint: here ? printOf(here) : {},
    destinationPrint: there ? printOf(there) : {},
  }
}
