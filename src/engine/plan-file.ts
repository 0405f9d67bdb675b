import { nameOf, parentOf, type Entry, type Path, type Place } from '#platform'
import type { Decision, Copy, Keep, Leave } from './action.ts'
import { compareFile } from './compare.ts'
import { settleConflict } from './conflict.ts'
import { heldAs } from './content-of.ts'
import { freeName } from './free-name.ts'
import type { Known, Print } from './item.ts'
import { leave } from './leave.ts'
import { replaced, withOlder } from './older-versions.ts'
import { placeBelow } from './place-below.ts'
import { printOf, samePrint } from './print.ts'
import { quote } from './quote.ts'
import type { Reason } from './reason.ts'
import type { Target } from './target.ts'
import type { Terms } from './terms.ts'
import { isUnprovenBack } from './two-way/agreement.ts'

interface Folder {
  readonly sourcePath: Path
  readonly destinationFolder: Place
  readonly destination: readonly Entry[] | 'new'
}

/** What becomes of one source file, by how it compares with what lies at its destination. */
export function planFile(target: Target, folder: Folder, terms: Terms): Decision {
  const { entry, present, known } = target
  const verdict = compareFile(entry, present, known, terms, heldAs(target, entry))
  if (present === undefined) return withOlder(copy(target, verdict === 'missing' ? 'put-back' : 'copied'), terms)
  if (verdict === 'unchanged' || verdict === 'already-there') return keep(target, verdict)
  if (known && isUnprovenBack(known) && isAsKnown(entry, known, terms)) return leaveUnproven(target, folder)
  if (verdict === 'updated') {
    const replaces = replaced(present, known?.destinationPrint, known && agreedPrint(known), terms)
    return withOlder({ ...copy(target, 'updated'), replaces }, terms)
  }

  const { choice, sentence } = settleConflict(entry, present, known, terms)
  if (choice === 'replace') return { ...copy(target, 'replaced', sentence), replaces: printOf(present) }
  if (choice === 'keep-both') return copyBeside(target, present, folder, terms, sentence)
  if (choice === 'keep') return leave(entry, folder, 'ignored', 'kept-destination', sentence)
  return leave(entry, folder, 'flagged', 'conflict', sentence)
}

function isAsKnown(entry: Entry, { sourcePrint }: Known, { source }: Terms): boolean {
  return samePrint(sourcePrint, printOf(entry), source.facts.timePrecisionMs)
}

/** Of a run that went both ways: what the destination holds is the better one. */
function leaveUnproven({ entry }: Target, folder: Folder): Leave {
  const sentence = `The source holds ${quote(nameOf(entry.path))} as a run that went both ways has left it: not proven to be what the destination holds, or only a part of that. Nothing was replaced. Let the job go both ways once more, or put what is right at the source.`
  return leave(entry, folder, 'flagged', 'not-verified-back', sentence)
}

/** What lies there is renamed first, by which nothing can be lost. */
function copyBeside(target: Target, present: Entry, folder: Folder, terms: Terms, both: string): Decision {
  const { destination, destinationFolder } = folder
  const { fold, namer } = terms
  const names = new Set(destination === 'new' ? [] : destination.map(({ path }) => fold(nameOf(path))))
  const name = freeName(present, { names, fold, nameIn: namer.within(destinationFolder.path) })
  if (name === undefined) {
    const sentence = `${both} There is no room for another name, so nothing was replaced.`
    return leave(target.entry, folder, 'flagged', 'conflict', sentence)
  }
  const sentence = `${both} What was there is kept as ${quote(name)}.`
  const aside = { from: present, to: { space: present.space, path: [...parentOf(present.path), name] } }
  // Its place is empty by then, and the id that was there has gone with what was renamed.
  const to = placeBelow(destinationFolder, nameOf(present.path), undefined)
  return withOlder({ ...copy(target, 'kept-both', sentence), to, aside }, terms)
}

/** A changed name is told by its own reason, in every run alike. */
function copy(target: Target, reason: Reason, sentence = ''): Copy {
  const { entry, known, naming, isRevised, packed } = target
  return {
    do: 'copy',
    source: target.source,
    kind: 'file',
    size: entry.size ?? 0,
    reason: isRevised ? (naming.reason ?? 'renamed') : reason,
    sentence: [naming.sentence, sentence].filter((part) => part !== '').join(' '),
    from: entry,
    to: target.to,
    destination: target.destination,
    isRevised,
    ...(known?.destinationPrint && { wasAgreed: true }),
    ...(packed && { packed }),
  }
}

/** What could not be proven has left its last state at the source, not the one that the destination has. */
function agreedPrint({ reason, sourcePrint }: Known): Print | undefined {
  return reason === 'not-verified' ? undefined : sourcePrint
}

/** Says that both sides agree already. */
export function keep(target: Target, reason: 'unchanged' | 'already-there'): Keep {
  const { entry, present, naming, packed } = target
  return {
    do: 'keep',
    source: target.source,
    kind: entry.kind,
    size: entry.size ?? 0,
    reason,
    sentence: naming.sentence,
    destination: target.destination,
    isRevised: target.isRevised,
    sourcePrint: printOf(entry),
    destinationPrint: present === undefined ? {} : printOf(present),
    ...(packed && { packed }),
  }
}
