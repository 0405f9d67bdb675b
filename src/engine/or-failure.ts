import { isStorageError, type Entry, type StorageError } from '#platform'

export type Listed =
  | { readonly entries: readonly Entry[]; readonly failure?: undefined }
  | { readonly entries?: undefined; readonly failure: StorageError }

/** A folder that cannot be listed concerns that folder; everything else that may happen concerns the run. */
export async function orFailure(listing: Promise<readonly Entry[]>): Promise<Listed> {
  try {
    return { entries: await listing }
  } catch (failure) {
    if (!isStorageError(failure) || failure.kind === 'cancelled' || failure.advice.do !== 'skip-this') throw failure
    return { failure }
  }
}
