import type { Path } from '#platform'
import type { Decision } from './action.ts'
import { leave } from './leave.ts'
import { keep } from './plan-file.ts'
import type { Target } from './target.ts'
import type { Terms } from './terms.ts'

/** What becomes of one folder itself; what it holds is planned on its own. A folder that is there already is fine. */
export function planSubfolder(
  target: Target,
  folder: { readonly sourcePath: Path; readonly isEmpty?: (folder: Target['entry']) => boolean | undefined },
  { options }: Terms,
): Decision {
  const { entry, present, known, naming, isRevised } = target
  if (present) return keep(target, known?.destinationPrint ? 'unchanged' : 'already-there')
  if (options.emptyFolders === 'skip' && folder.isEmpty?.(entry) === true) {
    return leave(entry, folder, 'ignored', 'empty-folder')
  }
  const reason = known?.destinationPrint ? 'put-back' : 'made'
  return {
    do: 'make',
    source: target.source,
    kind: 'folder',
    size: 0,
    reason: isRevised ? (naming.reason ?? 'renamed') : reason,
    sentence: naming.sentence,
    from: entry,
    to: target.to,
    destination: target.destination,
    isRevised,
  }
}
