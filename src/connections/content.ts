import { basename, dirname, isAbsolute } from 'node:path'
import { Readable } from 'node:stream'
import { nameOf, StorageError, type Entry, type Storage, type Version } from '#platform'
import { locate, type LocateMeans } from './locate.ts'
import type { LocalFolders } from './local-folders.ts'
import { openLocation } from './open-location.ts'

type Means = LocateMeans & { readonly folders: LocalFolders }

/** The versions of a file, the oldest first; none where the platform keeps none. */
export async function versionsAt(location: string, means: Means): Promise<readonly Version[]> {
  const { storage, file } = await fileAt(location, means)
  return (await storage.versions?.(file, { signal: means.signal })) ?? []
}

export interface Download {
  readonly name: string
  /** Absent where the platform does not tell, or a version is asked for whose size it does not tell. */
  readonly size?: number | undefined
  readonly content: Readable
}

/** The content of a file, or of one of its versions, as it comes. What can go wrong at its beginning is thrown here. */
export async function downloadAt(location: string, version: string | undefined, means: Means): Promise<Download> {
  const { storage, file } = await fileAt(location, means)
  const { signal } = means
  const chunks = storage.read(file, { signal, ...(version !== undefined && { version }) })[Symbol.asyncIterator]()
  const first = await chunks.next()
  const content = Readable.from(resumed(first, chunks), { objectMode: false })
  return { name: nameOf(file.path), size: version === undefined ? file.size : undefined, content }
}

async function* resumed(
  first: IteratorResult<Uint8Array>,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    for (let next = first; !next.done; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}

async function fileAt(location: string, means: Means): Promise<{ readonly storage: Storage; readonly file: Entry }> {
  const place = await locate(location, means)
  // A path on this machine is opened at the folder that the file is in.
  const { space } = place
  const isOnDisk = isAbsolute(location) && space !== '/'
  const at = isOnDisk ? { ...place, space: dirname(space), path: [basename(space)] } : place
  const opened = await openLocation(at, 'reading', means)
  const file = await opened.storage.stat(opened.at, { signal: means.signal })
  if (file.kind === 'file') return { storage: opened.storage, file }
  const what = file.kind === 'folder' ? 'a folder' : (file.what ?? 'no file')
  throw new StorageError({
    kind: 'is-a-folder',
    path: file.path,
    message: `“${place.shown}” is ${what}; only files can be downloaded.`,
  })
}
