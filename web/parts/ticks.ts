import type { JobFilters } from '#api/contract/filters.ts'
import { namedBy, patternOf, type NamedPath, type NamePath } from './named-path.ts'

/** Of a folder or file as a whole: all of it takes part, nothing, or some of what is in it. */
export type Tick = 'all' | 'none' | 'some'

/** What filters say in the tree of the source, by those that name one path each. */
export interface Ticks {
  of(entry: NamedPath): Tick
  /** The filters once a ticked entry is unticked, or one that is not is ticked, with all that is in it. */
  toggle(entry: NamedPath): JobFilters
  /** What filters name in a folder, or lies on the way to that, and is not among what is there. */
  missingIn(folder: NamePath, there: readonly NamedPath[]): readonly NamedPath[]
  /** How many are ticked and unticked by themselves. */
  readonly taken: number
  readonly left: number
  /** Filters that could name several paths. They count besides. */
  readonly others: { readonly include: readonly string[]; readonly exclude: readonly string[] }
}

interface Mark extends NamedPath {
  readonly takes: boolean
  readonly text: string
}

/** Ticks as they are read and written; `root` is what they say of the whole source folder. */
interface Marks {
  readonly root: Tick
  readonly marks: readonly Mark[]
}

export function ticksOf(filters: JobFilters): Ticks {
  const others = { include: wide(filters.include), exclude: wide(filters.exclude) }
  const { root, marks } = read(filters, others)
  const byKey = Map.groupBy(marks, ({ path }) => keyOf(path))
  const below = differences(marks)

  const own = ({ path, isFolder }: NamedPath): Tick | undefined => {
    if (path.length === 0) return root
    const mark = byKey.get(keyOf(path))?.find((one) => isFolder || !one.isFolder)
    return mark && (mark.takes ? 'all' : 'none')
  }
  const above = ({ path }: NamedPath): Tick => {
    const folder = { path: path.slice(0, -1), isFolder: true }
    return own(folder) ?? above(folder)
  }

  const of = (entry: NamedPath): Tick => {
    const tick = own(entry) ?? above(entry)
    const found = entry.isFolder ? below.get(keyOf(entry.path)) : undefined
    return (tick === 'all' && found?.leaves) || (tick === 'none' && found?.takes) ? 'some' : tick
  }

  return {
    of,
    toggle(entry) {
      const now = of(entry)
      const next = now === 'all' ? 'none' : 'all'
      if (entry.path.length === 0) return write(filters, others, { root: next, marks: [] })
      const rest = marks.filter((mark) => !holds(entry, mark))
      const before = above(entry)
      // Where patterns choose, what was left out is first given back to them.
      const isSaid = before === next || (before === 'some' && now === 'none')
      const mark = { ...entry, takes: next === 'all', text: patternOf(entry) }
      return write(filters, others, { root, marks: isSaid ? rest : [...rest, mark] })
    },
    missingIn(folder, there) {
      const found = new Set(there.flatMap(({ path, isFolder }) => [keyOf(path), `${keyOf(path)} ${isFolder}`]))
      const missing = new Map<string, NamedPath>()
      for (const { path, isFolder } of marks) {
        if (path.length <= folder.length || keyOf(path.slice(0, folder.length)) !== keyOf(folder)) continue
        const next = path.slice(0, folder.length + 1)
        const needsFolder = isFolder || path.length > next.length
        if (!found.has(needsFolder ? `${keyOf(next)} true` : keyOf(next))) {
          missing.set(keyOf(next), { path: next, isFolder: needsFolder })
        }
      }
      return [...missing.values()]
    },
    taken: marks.filter(({ takes }) => takes).length,
    left: marks.filter(({ takes }) => !takes).length,
    others,
  }
}

function wide(patterns: readonly string[] = []): readonly string[] {
  return patterns.filter((text) => namedBy(text) === undefined)
}

/** Of one path that is included and excluded the exclude counts, so that it comes first. */
function read({ include = [], exclude = [] }: JobFilters, others: Ticks['others']): Marks {
  const all = [...marksIn(exclude, false), ...marksIn(include, true)]
  const said = all.find(({ path }) => path.length === 0)
  const unsaid = include.length === 0 ? 'all' : others.include.length > 0 ? 'some' : 'none'
  const root = said ? (said.takes ? 'all' : 'none') : unsaid
  return { root, marks: all.filter(({ path }) => path.length > 0) }
}

function marksIn(patterns: readonly string[], takes: boolean): readonly Mark[] {
  return patterns.flatMap((text) => {
    const named = namedBy(text)
    return named ? [{ ...named, takes, text }] : []
  })
}

/** The filters with these ticks, and all else as it is. What need not be said of the whole source folder is not. */
function write(filters: JobFilters, others: Ticks['others'], { root, marks }: Marks): JobFilters {
  const texts = (takes: boolean) => marks.filter((mark) => mark.takes === takes).map(({ text }) => text)
  const whole = patternOf({ path: [], isFolder: true })
  const include = [...others.include, ...texts(true)]
  const isNothingElse = texts(true).length > 0 && others.include.length === 0
  return {
    ...filters,
    include: inOrder(filters.include, root === 'all' && include.length > 0 ? [whole, ...include] : include),
    exclude: inOrder(
      filters.exclude,
      root === 'none' && !isNothingElse
        ? [...others.exclude, whole, ...texts(false)]
        : [...others.exclude, ...texts(false)],
    ),
  }
}

/** What was there first keeps its place. */
function inOrder(before: readonly string[] = [], after: readonly string[]): string[] | undefined {
  const all = [...before.filter((text) => after.includes(text)), ...after.filter((text) => !before.includes(text))]
  return all.length > 0 ? all : undefined
}

/** For each folder whether something in it, however deep, is ticked or unticked by itself. */
function differences(marks: readonly Mark[]): ReadonlyMap<string, { takes: boolean; leaves: boolean }> {
  const found = new Map<string, { takes: boolean; leaves: boolean }>()
  for (const { path, takes } of marks) {
    for (let length = 0; length < path.length; length++) {
      const key = keyOf(path.slice(0, length))
      const before = found.get(key)
      found.set(key, { takes: takes || before?.takes === true, leaves: !takes || before?.leaves === true })
    }
  }
  return found
}

/** Whether a mark speaks of an entry or of something in it. */
function holds({ path, isFolder }: NamedPath, mark: Mark): boolean {
  const isIt = keyOf(mark.path) === keyOf(path)
  return isFolder ? keyOf(mark.path.slice(0, path.length)) === keyOf(path) : isIt && !mark.isFolder
}

/** As filters tell names apart. */
function keyOf(path: NamePath): string {
  return JSON.stringify(path.map((name) => name.normalize('NFC').toLowerCase()))
}
