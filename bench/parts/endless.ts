// Storages that hold nothing: what they list and read is computed from its path, so that all memory seen is Gantry's own.
import { parentOf, showPath, type Entry, type Path, type Storage } from '#platform'
import { factsWith } from '#engine/testing/facts.ts'

/** So many folders of so many files. */
export interface Shape {
  readonly title: string
  readonly folders: number
  readonly filesEach: number
}

const space = 's'
const modifiedAt = new Date('2026-03-01T12:00:00Z')
const pageSize = 1000
const facts = factsWith({ pageSize })

export function endless({ folders, filesEach }: Shape): Storage {
  function childrenOf(path: Path): { readonly count: number; readonly at: (index: number) => Entry } {
    if (path.length === 0) return { count: folders, at: (index) => folder([`Folder ${index}`]) }
    return { count: filesEach, at: (index) => file([...path, `Drawing ${index} of the north wing.pdf`]) }
  }
  return {
    facts,
    async *spaces() {
      yield { entries: [{ id: space, name: space, kind: 'space' }] }
    },
    async *list({ path }, options) {
      const { count, at } = childrenOf(path)
      for (let start = Number(options?.cursor ?? 0); start < Math.max(count, 1); start += pageSize) {
        const length = Math.min(pageSize, count - start)
        const entries = Array.from({ length }, (_, index) => at(start + index))
        yield start + length < count ? { entries, next: String(start + length) } : { entries }
      }
    },
    stat: async ({ path }) => file(path),
    async *read({ path }) {
      yield contentOf(path)
    },
    close: async () => undefined,
  }
}

/** Takes everything, and gives it back from its path alone. `isFull`: it holds what an earlier run brought. */
export function bottomless(shape: Shape): Storage & { isFull: boolean } {
  const whole = endless(shape)
  const storage: Storage & { isFull: boolean } = {
    ...whole,
    isFull: false,
    async *list(place, options) {
      if (storage.isFull) yield* whole.list(place, options)
      else yield { entries: [] }
    },
    async write({ path }, content) {
      for await (const chunk of content.open()) void chunk
      return file(path)
    },
    makeFolder: async ({ path }) => ({ folder: folder(path), isNew: true }),
  }
  return storage
}

function folder(path: Path): Entry {
  return { space, path, kind: 'folder' }
}

function file(path: Path): Entry {
  return { space, path, kind: 'file', size: contentOf(path).length, modifiedAt, etag: `e${path.at(-1) ?? ''}` }
}

function contentOf(path: Path): Uint8Array {
  return Buffer.from(`content of ${showPath(parentOf(path))}, ${path.at(-1) ?? ''}`)
}
