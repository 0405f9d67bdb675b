import {
  describeProblem,
  lengthOf,
  pathLength,
  problemsOfName,
  type Facts,
  type Length,
  type Name,
  type NameProblem,
  type Path,
} from '#platform'
import { encodeName, escapeSignFor, looksEncoded } from './encode.ts'
import { nameChecker } from './name-checker.ts'
import type { JobOptions } from './options.ts'
import { quote } from './quote.ts'
import type { Reason } from './reason.ts'
import { underscore } from './repair.ts'
import { fits, truncate, type Room } from './truncate.ts'

/** What becomes of a name that cannot stay as it is. `name` is absent when the item must be flagged. */
export interface Renaming {
  readonly name?: Name
  readonly reason: Reason
  readonly sentence: string
}

/** Decides about one name; `undefined` when it stays as it is, which is most often. */
export type NameIn = (name: Name) => Renaming | undefined

export interface Namer {
  /** For the names below one destination folder, given by its whole path in its space. */
  readonly within: (folder: Path) => NameIn
}

/**
 * Decides under which name the destination holds what the source calls `name`. The answer depends on the name, the folder,
 * the facts and the options alone, so a later run finds the same one. `title` is what sentences call the destination.
 */
export function namer(
  facts: Facts,
  options: Pick<JobOptions, 'unsupportedNames' | 'longNames'>,
  title = 'The destination',
): Namer {
  const isPlain = nameChecker(facts)
  const change = changeBy(options.unsupportedNames, facts)
  const sign = options.unsupportedNames === 'encode' ? escapeSignFor(facts) : undefined

  return {
    within(folder) {
      const { pathRoom, tooDeep } = roomBelow(folder, facts)
      const room: Room = [facts.maxName, pathRoom?.left].filter((limit) => limit !== undefined)
      const plainUnits = pathRoom === undefined ? Number.POSITIVE_INFINITY : safeUnits(pathRoom.left)

      return (name) => {
        const staysPlain = tooDeep === undefined && name.length <= plainUnits && isPlain(name)
        if (staysPlain && (sign === undefined || !looksEncoded(name, sign))) return undefined
        const problems = [...problemsOfName(name, facts), ...(tooDeep ? [tooDeep] : [])]
        const isLong = !fits(name, room)
        if (isLong && pathRoom && !problems.some(isLengthProblem)) problems.push(pathProblem(pathRoom, name))
        const wording: Wording = { title, name, problems }

        if (tooDeep) return tooLong(wording)
        const changed = change(name)
        if (changed === undefined) return invalid(wording)
        if (fits(changed, room)) return changed === name ? undefined : renamed(wording, changed)
        if (options.longNames === 'flag') return tooLong(wording, changed)
        const shorter = truncate(name, room, change)
        return shorter === undefined ? tooLong(wording, changed) : truncated(wording, shorter)
      }
    },
  }
}

function changeBy(form: JobOptions['unsupportedNames'], facts: Facts): (name: Name) => Name | undefined {
  if (form === 'encode') return (name) => encodeName(name, facts)
  if (form === 'underscore') return (name) => underscore(name, facts)
  return (name) => (problemsOfName(name, facts).every(isLengthProblem) ? name : undefined)
}

interface PathRoom {
  /** What a name may take. */
  readonly left: Length
  /** What the folder and the sign after it take. */
  readonly used: number
  readonly limit: Length
}

function roomBelow(folder: Path, facts: Facts): { pathRoom?: PathRoom; tooDeep?: NameProblem } {
  const depth = folder.length + 1
  const { maxDepth, maxPath } = facts
  const deep = maxDepth !== undefined && depth > maxDepth
  const used = maxPath === undefined ? 0 : pathLength(folder, maxPath.unit) + (folder.length === 0 ? 0 : 1)
  return {
    ...(maxPath && { pathRoom: { left: { ...maxPath, count: maxPath.count - used }, used, limit: maxPath } }),
    ...(deep && { tooDeep: { kind: 'too-deep', depth, limit: maxDepth } }),
  }
}

// A UTF-16 unit takes at most three bytes of UTF-8, and never more than one of the other units.
function safeUnits({ count, unit }: Length): number {
  return unit === 'bytes' ? Math.floor(count / 3) : count
}

function pathProblem({ used, limit }: PathRoom, name: Name): NameProblem {
  return { kind: 'path-too-long', length: used + lengthOf(name, limit.unit), limit }
}

function isLengthProblem({ kind }: NameProblem): boolean {
  return kind === 'name-too-long' || kind === 'path-too-long' || kind === 'too-deep'
}

interface Wording {
  readonly title: string
  readonly name: Name
  readonly problems: readonly NameProblem[]
}

function cannotHold({ title, name, problems }: Wording): string {
  const why = problems.length === 0 ? 'it would read as an escape' : problems.map(describeProblem).join(', ')
  return `${title} cannot hold ${quote(name)} (${why})`
}

function renamed(wording: Wording, name: Name): Renaming {
  return { name, reason: 'renamed', sentence: `${cannotHold(wording)}; it becomes ${quote(name)}.` }
}

function truncated(wording: Wording, name: Name): Renaming {
  return { name, reason: 'truncated', sentence: `${cannotHold(wording)}; shortened, it becomes ${quote(name)}.` }
}

function invalid(wording: Wording): Renaming {
  return {
    reason: 'invalid-name',
    sentence: `${cannotHold(wording)}. Rename it at the source, or let the job change such names.`,
  }
}

function tooLong(wording: Wording, changed = wording.name): Renaming {
  const as = changed === wording.name ? '' : ` as ${quote(changed)}`
  return {
    reason: 'too-long',
    sentence: `${cannotHold(wording)}${as}. Shorten it or its folders at the source, or let the job shorten long names.`,
  }
}
