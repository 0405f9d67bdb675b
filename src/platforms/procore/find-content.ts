import type { Entry, Place, ReadOptions } from '#platform'
import { failure } from './failures.ts'
import { getFolder } from './folders.ts'
import type { Means } from './means.ts'
import { treeOf } from './routes.ts'
import { documentAt, showFile, type Looking } from './stat.ts'
import type { FileVersion } from './wire.ts'

/**
 * The version that is to be read, with its address. The files of one folder are asked for together: reading a folder takes
 * one call then, and not one for each file.
 */
export async function findContent(
  means: Means,
  file: Place | Entry,
  { version }: ReadOptions,
  looking: Looking,
): Promise<FileVersion> {
  const { contents } = means
  const { id, parentId, path } = file
  const kind = 'kind' in file ? file.kind : undefined
  if (path.length === 0 || kind === 'folder') throw failure('is-a-folder', looking, 'it is a folder')
  const tree = treeOf(file.space)
  const fileId = kind === 'file' ? id : undefined
  if (fileId !== undefined) {
    const lately = version === undefined ? contents.current(fileId) : contents.version(fileId, version)
    if (lately) return lately
    if (version !== undefined && parentId !== undefined) {
      await contents.askOnce(parentId, () => getFolder(means, tree, parentId, looking))
      looking.signal?.throwIfAborted()
      const told = contents.version(fileId, version)
      if (told) return told
    }
  }
  if (version === undefined) return currentOf(means, file, looking)
  const shown = await showFile(means, tree, fileId ?? (await documentAt(means, file, looking)).id, looking)
  const found = shown?.versions.find((one) => one.id === version)
  if (found) return found
  throw failure('not-found', looking, `Procore does not show its version ${version}`)
}

async function currentOf(means: Means, file: Place | Entry, looking: Looking): Promise<FileVersion> {
  const document = await documentAt(means, file, looking)
  if (document.isFolder) throw failure('is-a-folder', looking, 'it is a folder')
  if (document.version) return document.version
  throw failure('not-found', looking, 'Procore shows no content of it')
}
