import type { JobLocation } from '#jobs/job.ts'
import type { Place, Storage } from '#platform'
import { disk, type LocalFolders, type Purpose } from './local-folders.ts'
import type { Storages } from './storages.ts'

export interface OpenLocation {
  readonly storage: Storage
  /** The platform's, for sentences. */
  readonly title: string
  /** Where the location is in this storage. */
  readonly at: Place
}

/** Opens what is behind a location; from the second time on it is at hand. */
export async function openLocation(
  { connection, space, path }: JobLocation,
  purpose: Purpose,
  { storages, folders }: { readonly storages: Storages; readonly folders: LocalFolders },
): Promise<OpenLocation> {
  if (connection !== disk) {
    const { storage, platform } = await storages.open(connection)
    return { storage, title: platform.manifest.title, at: { space, path } }
  }
  const { storage, title, at } = await folders.open(space, purpose)
  return { storage, title, at: { ...at, path: [...at.path, ...path] } }
}
