import { isStorageError, nameOf, parentOf, StorageError, type Place, type Storage } from '#platform'
import { nearestWord } from '#toolkit/nearest-word.ts'

/** What to throw for a folder that could not be found: told with the name beside it that was probably meant. */
export async function withNearest(
  storage: Storage,
  folder: Place,
  error: unknown,
  signal: AbortSignal,
): Promise<unknown> {
  if (!isStorageError(error, 'not-found') || folder.path.length === 0) return error
  const names = await namesBeside(storage, folder, signal)
  const meant = nearestWord(nameOf(folder.path), names)
  if (meant === undefined) return error
  const { kind, advice, message, verb, path, requestId } = error
  return new StorageError({
    kind,
    advice,
    message: `${message} Did you mean “${meant}”?`,
    ...(verb !== undefined && { verb }),
    ...(path && { path }),
    ...(requestId !== undefined && { requestId }),
    cause: error,
  })
}

/** Those of one page: a hint is not worth more calls. None when the folder above cannot be listed either. */
async function namesBeside(storage: Storage, { space, path }: Place, signal: AbortSignal): Promise<readonly string[]> {
  try {
    for await (const { entries } of storage.list({ space, path: parentOf(path) }, { signal })) {
      return entries.map((entry) => nameOf(entry.path))
    }
  } catch {
    // The failure that is already there tells more.
  }
  return []
}
