import { nameOf, type Entry, type Path } from '#platform'
import type { Leave } from './action.ts'
import type { Reason } from './reason.ts'

/** The action that leaves an entry as it is. */
export function leave(
  entry: Entry,
  { sourcePath }: { readonly sourcePath: Path },
  state: Leave['state'],
  reason: Reason,
  sentence = '',
): Leave {
  const source = [...sourcePath, nameOf(entry.path)]
  return { do: 'leave', state, source, kind: entry.kind, size: entry.size ?? 0, reason, sentence }
}
