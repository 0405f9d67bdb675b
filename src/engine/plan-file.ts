import { nameOf, parentOf, type Entry, type Path, type Place } from '#platform'
import type { Decision, Copy, Keep } from './action.ts'
import { compareFile } from './compare.ts'
import { settleConflict } from './conflict.ts'
import { heldAs } from './content-of.ts'
import { freeName } from './free-name.ts'
import type { Known, Print } from './item.ts'
import { leave } from './leave.ts'
import { replaced, withOlder } from './older-versions.ts'
import { printOf } from './print.ts'
import { quote } from './quote.ts'
import type { Reason } from './reason.ts'
import type { Target } from './target.ts'
import type { Terms } from './terms.ts'

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
  if (verdict === 'updated') {
    const replaces = replaced(present, known?.destinationPrint, known && agreedPrint(known), terms)
    return withOlder({ ...copy(target, 'updated'), replaces, replacesOwn: true }, terms)
  }

  const { choice, sentence } = settleConflict(entry, present, known, terms)
  if (choice === 'replace') return { ...copy(target, 'replaced', sentence), replaces: printOf(present) }
  if (choice === 'keep-both') return copyBeside(target, present, folder, terms, sentence)
  if (choice === 'keep') return leave(entry, folder, 'ignored', 'kept-destination', sentence)
  return leave(entry, folder, 'flagged', 'conflict', sentence)
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
  const to = { space: present.space, path: [...parentOf(present.path), name] }
  return withOlder({ ...copy(target, 'kept-both', sentence), aside: { from: present, to } }, terms)
}

/** A changed name is told by its own reason, in every run alike. */
function copy(target: Target, reason: Reason, sentence = ''): Copy {
  const { entry, naming, isRevised, packed } = target
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
    ...(packed && { packed }),
  }
}

/** What failed has left its last state at the source, not the one that the destination has. */
function agreedPrint({ state, sourcePrint }: Known): Print | undefined {
  return state === 'flagged' || state === 'retrying' ? undefined : sourcePrint
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
