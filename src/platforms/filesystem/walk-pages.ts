import type { Entry, Page, Path, SpaceId } from '#platform'
import { entryFrom, whats } from './entries.ts'
import type { Found } from './walk.ts'

/**
 * A page of a walk on its way between threads: columns, because an object for each entry costs more than finding it. Names
 * hold no `/`, so one text carries all of them.
 */
export interface PackedPage {
  readonly folders: readonly Path[]
  /** How many entries in a row lie in each of the folders. */
  readonly counts: readonly number[]
  readonly names: string
  /** Positions in `whats`. */
  readonly kinds: Uint8Array<ArrayBuffer>
  readonly sizes: Float64Array<ArrayBuffer>
  readonly times: Float64Array<ArrayBuffer>
  readonly inodes: Float64Array<ArrayBuffer>
  readonly isLast: boolean
}

/** The next `most` things of a walk. */
export function packPage(walk: Iterator<Found>, most: number): PackedPage {
  const folders: Path[] = []
  const counts: number[] = []
  const names: string[] = []
  const kinds = new Uint8Array(most)
  const sizes = new Float64Array(most)
  const times = new Float64Array(most)
  const inodes = new Float64Array(most)
  let isLast = false
  while (names.length < most) {
    const next = walk.next()
    if (next.done) {
      isLast = true
      break
    }
    const { in: folder, name, look } = next.value
    if (folders.at(-1) !== folder) counts[folders.push(folder) - 1] = 0
    counts[folders.length - 1] = (counts[folders.length - 1] ?? 0) + 1
    kinds[names.length] = whats.indexOf(look.what)
    sizes[names.length] = look.size
    times[names.length] = look.mtimeMs
    inodes[names.length] = look.ino
    names.push(name)
  }
  return { folders, counts, names: names.join('/'), kinds, sizes, times, inodes, isLast }
}

export function unpackPage(page: PackedPage, space: SpaceId): Page<Entry> {
  const names = page.names.split('/')
  const entries: Entry[] = []
  page.folders.forEach((folder, at) => {
    for (let count = page.counts[at] ?? 0; count > 0; count--) {
      const row = entries.length
      const path = [...folder, names[row] ?? '']
      entries.push(
        entryFrom(
          { space, path },
          {
            what: whats[page.kinds[row] ?? 0] ?? 'special file',
            size: page.sizes[row] ?? 0,
            mtimeMs: page.times[row] ?? 0,
            ino: page.inodes[row] ?? 0,
          },
        ),
      )
    }
  })
  const last = entries.at(-1)
  return page.isLast || !last ? { entries } : { entries, next: JSON.stringify(last.path) }
}
