import type { Entry, Path } from '#platform'
import type { Leave } from './action.ts'
import { leave } from './leave.ts'
import { leaveOut } from './leave-out.ts'
import { quotePath } from './quote.ts'
import type { Terms } from './terms.ts'

/**
 * The children of a folder that was left: they follow it, so that every item seen ends in a state. What a rule leaves out
 * anyhow is nothing for a person to look at.
 */
export function leaveBelow(folder: Leave, children: readonly Entry[], terms: Terms): readonly Leave[] {
  const below: { readonly sourcePath: Path } = { sourcePath: folder.source }
  if (folder.state === 'ignored')
    return children.map((entry) => leave(entry, below, 'ignored', folder.reason, folder.sentence))
  const above =
    folder.reason === 'folder-flagged'
      ? folder.sentence
      : `The folder ${quotePath(folder.source)} is flagged: ${folder.sentence}`
  const filter = terms.filter?.within(folder.source)
  return children.map(
    (entry) => leaveOut(entry, below, terms, filter) ?? leave(entry, below, 'flagged', 'folder-flagged', above),
  )
}
