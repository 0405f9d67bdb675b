import { StorageError, type Entry, type ListOptions, type Page, type Path, type Place } from '#platform'
import { entryAsOf, entryOf } from './entry.ts'
import { findFolder } from './find.ts'
import { below, childrenOf, type Held, type HeldFolder } from './held.ts'
import type { Memory } from './room.ts'

/** The direct children in the order in which they came to be; the cursor is the number of the last one given. */
export function list(memory: Memory, folder: Place, options?: ListOptions): AsyncGenerator<Page<Entry>> {
  return pages(memory, folder, { verb: 'list', inside: childrenOf }, options)
}

/** Everything below, in the order in which it came to be. */
export function listDeep(memory: Memory, folder: Place, options?: ListOptions): AsyncGenerator<Page<Entry>> {
  const inside = (held: HeldFolder) => [...below(held)].sort((a, b) => a.number - b.number)
  return pages(memory, folder, { verb: 'list-deep', inside }, options)
}

interface Kind {
  readonly verb: string
  readonly inside: (folder: HeldFolder) => readonly Held[]
}

/** Each page is a call of its own and looks anew, so that a listing can go on from its cursor at any time. */
async function* pages(
  memory: Memory,
  folder: Place,
  { verb, inside }: Kind,
  options: ListOptions = {},
): AsyncGenerator<Page<Entry>> {
  const { facts } = memory
  const most = Math.max(1, Math.min(options.pageSize ?? facts.pageSize, facts.pageSize))
  let after: number | undefined = options.cursor === undefined ? 0 : numberFrom(options.cursor, folder.path)
  while (after !== undefined) {
    const from: number = after
    const page = await memory.gate.call(verb, folder.path, options, () => {
      const all = inside(findFolder(memory, folder, verb)).filter(({ number }) => number > from)
      const visible = all.filter((held) => isListed(memory, held))
      const some = visible.slice(0, most)
      return {
        entries: some.map((held) => entryFor(memory, folder, held)),
        last: some.at(-1),
        isLast: some.length === visible.length,
      }
    })
    after = page.isLast ? undefined : page.last?.number
    yield after === undefined ? { entries: page.entries } : { entries: page.entries, next: String(after) }
  }
}

/** Listings may be late: a thing shows up in them some time after it was made. */
function isListed({ facts, knobs }: Memory, held: Held): boolean {
  return held.bornAt <= knobs().clock.now() - facts.listsWritesWithinMs
}

function entryFor({ facts, knobs }: Memory, { space }: Place, held: Held): Entry {
  const entry = entryOf(space, held, facts)
  if (held.kind === 'folder') return entry
  const seenUntil = knobs().clock.now() - facts.listsWritesWithinMs
  const seen = held.contents.findLast(({ writtenAt }) => writtenAt <= seenUntil)
  return seen ? entryAsOf(entry, held, seen, facts) : entry
}

function numberFrom(cursor: string, path: Path): number {
  if (/^\d+$/.test(cursor)) return Number(cursor)
  throw new StorageError({
    kind: 'cursor-expired',
    verb: 'list',
    path,
    message: 'The place in the listing cannot be found again; the listing starts anew.',
  })
}
