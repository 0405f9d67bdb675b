import { isStorageError, type Entry, type Place, type Storage } from '#platform'

/** What is there; undefined where there is nothing. */
export async function findEntry(storage: Storage, place: Place, signal: AbortSignal): Promise<Entry | undefined> {
  try {
    return await storage.stat(place, { signal })
  } catch (error) {
    if (isStorageError(error, 'not-found') || isStorageError(error, 'not-a-folder')) return undefined
    throw error
  }
}
