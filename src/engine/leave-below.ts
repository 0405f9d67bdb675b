import type { Entry, Path } from '#platform'
import type { Leave } from './action.ts'
import { leave } from './leave.ts'
import { quotePath } from './quote.ts'

/** The children of a folder that was left: they follow it, so that every item seen ends in a state. */
export function leaveBelow(folder: Leave, children: readonly Entry[]): readonly Leave[] {
  const below: { readonly sourcePath: Path } = { sourcePath: folder.source }
  if (folder.state === 'ignored')
    return children.map((entry) => leave(entry, below, 'ignored', folder.reason, folder.sentence))
  const above =
    folder.reason === 'folder-flagged'
      ? folder.sentence
      : `The folder ${quotePath(folder.source)} is flagged: ${folder.sentence}`
  return children.map((entry) => leave(entry, below, 'flagged', 'folder-flagged', above))
}
