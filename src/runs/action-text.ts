import type { Action, Copy } from '#engine/action.ts'
import { nameOf, parentOf, type Entry, type Name, type Path, type Place } from '#platform'
import { reviveTimes } from './entry-text.ts'

/**
 * Actions as text for a row. Copies of one folder follow each other in a plan: what they share is written once, and of each
 * only what is its own and not as it mostly is. Written out in full the text is seven times as long, and so is the way of
 * each of its bytes through the database and its log.
 */
export function actionsToText(actions: readonly Action[]): string {
  const parts: Part[] = []
  let group: Group | undefined
  for (const action of actions) {
    if (action.do !== 'copy' || !isPlain(action)) {
      parts.push(action)
      group = undefined
      continue
    }
    if (!group || !holds(group, action)) {
      group = groupFor(action)
      parts.push(group)
    }
    group.copies.push(rowOf(action))
  }
  return JSON.stringify(parts)
}

export function actionsFromText(text: string): readonly Action[] {
  return (JSON.parse(text) as readonly Part[]).flatMap((part) => {
    if ('copies' in part) return part.copies.map((row) => copyOf(row, part))
    return 'from' in part ? { ...part, from: reviveTimes(part.from) } : part
  })
}

type Part = Action | Group

/** Copies out of one folder into one folder. */
interface Group {
  readonly source: Path
  readonly from: Place
  readonly to: Place
  readonly destination: Path
  readonly copies: Row[]
}

type Row = readonly [name: Name, size: number, modifiedAt: number | null, etag: string | null, more?: More]

interface More extends Partial<Omit<Copy, 'from'>> {
  readonly from?: Partial<Entry>
}

// Most copies are so.
const usual = { reason: 'copied', sentence: '', isRevised: false } as const

function groupFor({ source, from, to, destination }: Copy): Group {
  return {
    source: parentOf(source),
    from: folderOf(from),
    to: folderOf(to),
    destination: parentOf(destination),
    copies: [],
  }
}

function folderOf({ space, path, parentId }: Place): Place {
  return { space, path: parentOf(path), ...(parentId !== undefined && { parentId }) }
}

/** An entry is called as its item is, and one of unknown size has 0 in its action. */
function isPlain({ source, from, size }: Copy): boolean {
  return from.kind === 'file' && from.size === size && nameOf(from.path) === nameOf(source)
}

function holds(group: Group, { source, from, to, destination }: Copy): boolean {
  return (
    isIn(group.source, source) &&
    isIn(group.destination, destination) &&
    isInPlace(group.from, from) &&
    isInPlace(group.to, to)
  )
}

function isIn(folder: Path, path: Path): boolean {
  return path.length === folder.length + 1 && folder.every((name, at) => name === path[at])
}

function isInPlace(folder: Place, { space, path, parentId }: Place): boolean {
  return folder.space === space && folder.parentId === parentId && isIn(folder.path, path)
}

function rowOf(copy: Copy): Row {
  const { source, size, from, to, destination } = copy
  const name = nameOf(source)
  const entry = unsaid(from, (field) => saidOfEntries.has(field))
  const more = {
    ...unsaid(copy, isSaid),
    ...(entry && { from: entry }),
    ...((nameOf(to.path) !== name || to.id !== undefined) && { to }),
    ...(nameOf(destination) !== name && { destination }),
  }
  const row = [name, size, from.modifiedAt?.getTime() ?? null, from.etag ?? null] as const
  return Object.keys(more).length === 0 ? row : [...row, more]
}

/** What is left of the fields, if anything; hardly ever is something, so nothing is made for it. */
function unsaid<T extends object>(all: T, isKnown: (field: string, value: unknown) => boolean): Partial<T> | undefined {
  let left: Record<string, unknown> | undefined
  for (const field in all) if (!isKnown(field, all[field])) (left ??= {})[field] = all[field]
  return left as Partial<T> | undefined
}

const saidOfCopies: ReadonlySet<string> = new Set(['do', 'kind', 'source', 'size', 'from', 'to', 'destination'])
const saidOfEntries: ReadonlySet<string> = new Set(['space', 'path', 'parentId', 'kind', 'size', 'modifiedAt', 'etag'])

function isSaid(field: string, value: unknown): boolean {
  return saidOfCopies.has(field) || (usual as Readonly<Record<string, unknown>>)[field] === value
}

function copyOf([name, size, modifiedAt, etag, { from, ...line } = {}]: Row, group: Group): Copy {
  return {
    do: 'copy',
    kind: 'file',
    size,
    ...usual,
    source: [...group.source, name],
    to: { ...group.to, path: [...group.to.path, name] },
    destination: [...group.destination, name],
    ...line,
    from: {
      ...group.from,
      path: [...group.from.path, name],
      kind: 'file',
      size,
      ...(modifiedAt !== null && { modifiedAt: new Date(modifiedAt) }),
      ...(etag !== null && { etag }),
      ...(from && reviveTimes(from)),
    },
  }
}
