import type { Entry, Place, Version, Waiting } from '#platform'
import { failure, failureFrom } from './failures.ts'
import { isGone } from './folders.ts'
import type { Means } from './means.ts'
import { treeOf } from './routes.ts'
import { documentAt, showFile, type Looking } from './stat.ts'

/** Oldest first; one call where the file's id is known. */
export async function versions(
  means: Means,
  file: Place | Entry,
  { signal }: Waiting = {},
): Promise<readonly Version[]> {
  const looking: Looking = { verb: 'versions', path: file.path, signal }
  try {
    const isKnown = file.id !== undefined && 'kind' in file && file.kind === 'file'
    const document = isKnown ? undefined : await documentAt(means, file, looking)
    if (document?.isFolder) throw failure('is-a-folder', looking, 'it is a folder')
    const id = document?.id ?? file.id
    const shown = id === undefined ? undefined : await showFile(means, treeOf(file.space), id, looking)
    if (!shown || shown.document.isDeleted) throw failure('not-found', looking, isGone)
    means.contents.keepVersions(shown.versions)
    return shown.versions.map((version, at): Version => ({
      id: version.id,
      number: version.number ?? at + 1,
      ...(version.size !== undefined && { size: version.size }),
      ...(version.createdAt && { createdAt: version.createdAt }),
      ...(version.author !== undefined && { author: version.author }),
      isCurrent: at === shown.versions.length - 1,
    }))
  } catch (error) {
    throw failureFrom(error, looking, signal)
  }
}
