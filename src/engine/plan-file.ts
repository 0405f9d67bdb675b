import type { Path } from '#platform'
import type { Decision, Copy, Keep } from './action.ts'
import { compareFile } from './compare.ts'
import { settleConflict } from './conflict.ts'
import { leave } from './leave.ts'
import { printOf } from './print.ts'
import type { Reason } from './reason.ts'
import type { Target } from './target.ts'
import type { Terms } from './terms.ts'

/** What becomes of one source file, by how it compares with what lies at its destination. */
export function planFile(target: Target, folder: { readonly sourcePath: Path }, terms: Terms): Decision {
  const { entry, present, known } = target
  const verdict = compareFile(entry, present, known, terms)
  if (present === undefined) return copy(target, verdict === 'missing' ? 'put-back' : 'copied')
  if (verdict === 'unchanged' || verdict === 'already-there') return keep(target, verdict)
  if (verdict === 'updated') return { ...copy(target, 'updated'), replaces: printOf(present), replacesOwn: true }

  const { choice, sentence } = settleConflict(entry, present, known, terms)
  if (choice === 'replace') return { ...copy(target, 'replaced', sentence), replaces: printOf(present) }
  if (choice === 'keep') return leave(entry, folder, 'ignored', 'kept-destination', sentence)
  return leave(entry, folder, 'flagged', 'conflict', sentence)
}

/** A changed name is told by its own reason, in every run alike. */
function copy(target: Target, reason: Reason, sentence = ''): Copy {
  const { entry, naming, isRevised } = target
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
  }
}

/** Says that both sides agree already. */
export function keep(target: Target, reason: 'unchanged' | 'already-there'): Keep {
  const { entry, present, naming } = target
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
  }
}
