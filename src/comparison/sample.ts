import type { Entry, Path, Place, Storage } from '#platform'

// Enough to see what is special about a tree; every listing is a call that others may need.
const mostEntries = 2000
const mostListings = 25

export interface Sample {
  /** With paths below the folder. */
  readonly entries: readonly Entry[]
  readonly isCut: boolean
}

/** The content of a folder, level by level, as far as a look at it may go; of the folders in it those that `entersInto`. */
export async function sampleOf(
  storage: Storage,
  folder: Place,
  signal: AbortSignal,
  entersInto: (folder: Entry) => boolean = () => true,
): Promise<Sample> {
  const entries: Entry[] = []
  const waiting: Place[] = [folder]
  for (let listings = 0; listings < mostListings; listings++) {
    const next = waiting.shift()
    if (!next) return { entries, isCut: false }
    for await (const page of storage.list(next, { signal })) {
      for (const entry of page.entries) {
        if (entries.length === mostEntries) return { entries, isCut: true }
        const found = { ...entry, path: below(folder.path, entry.path) }
        entries.push(found)
        if (entry.kind === 'folder' && !entry.traits?.includes('deleted') && entersInto(found)) waiting.push(entry)
      }
    }
  }
  return { entries, isCut: waiting.length > 0 }
}

function below(folder: Path, path: Path): Path {
  return path.slice(folder.length)
}
