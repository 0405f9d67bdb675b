import { isStorageError, type DeleteOptions, type Entry, type Place } from '#platform'
import { entryOf } from './entries.ts'
import { failure, failureFrom } from './failures.ts'
import { openFolder } from './folders.ts'
import type { Means } from './means.ts'
import { bin } from './orders.ts'
import { treeOf } from './routes.ts'
import { documentAt, type Looking } from './stat.ts'

/** To the recycle bin, after a look whether what lies there is what was meant; what is absent is fine. */
export async function remove(means: Means, place: Place | Entry, options: DeleteOptions = {}): Promise<void> {
  const { signal, ifEmpty } = options
  const { space, path } = place
  const looking: Looking = { verb: 'delete', path, signal }
  try {
    if (path.length === 0)
      throw failure('unsupported', looking, 'the root folder cannot be deleted; choose something in it')
    const document = await documentAt(means, place, looking)
    if (entryOf(document, { space, path, now: 0 }).traits?.includes('system')) {
      throw failure('forbidden', looking, 'it is a folder of Procore’s own')
    }
    if (ifEmpty && document.isFolder) await refuseFull(means, { space, path, id: document.id }, looking)
    await bin(means, treeOf(space), document, looking)
    if (document.isFolder) means.folderIds.forget(space, path)
    else means.contents.forget(document.id)
  } catch (error) {
    if (isStorageError(error, 'not-found') && !signal?.aborted) return
    throw failureFrom(error, looking, signal)
  }
}

/** Procore has no such condition: what somebody puts there between this look and the deletion goes to the bin with it. */
async function refuseFull(means: Means, folder: Place, looking: Looking): Promise<void> {
  const { children } = await openFolder(means, treeOf(folder.space), folder, looking)
  if (children.some(({ isDeleted }) => !isDeleted)) {
    throw failure('precondition-failed', looking, 'the folder is not empty')
  }
}
