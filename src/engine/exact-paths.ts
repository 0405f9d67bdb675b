import type { Entry } from '#platform'
import type { Pattern, Signs } from './pattern.ts'

/** The deepest of the filters of one path that holds an entry. */
interface Ruling {
  readonly takes: boolean
  readonly pattern: Pattern
}

/** What the filters of one path say of an entry. */
interface Said {
  readonly ruling?: Ruling | undefined
  /** It is a folder, and one of them takes something below it. */
  readonly leadsOn: boolean
}

interface Step {
  readonly takes: Pattern[]
  readonly leaves: Pattern[]
  leadsOn: boolean
  readonly below: Map<string, Step>
}

/** Reads the filters that name one path each, so that thousands of them cost no more than one; about the direct children of a folder. */
export function exactPaths(
  includes: readonly Pattern[],
  excludes: readonly Pattern[],
): (folder: readonly Signs[]) => (path: readonly Signs[], kind: Entry['kind']) => Said {
  const root = newStep()
  for (const pattern of includes) {
    const way = wayTo(root, pattern)
    for (const step of way.slice(0, -1)) step.leadsOn = true
    way.at(-1)?.takes.push(pattern)
  }
  for (const pattern of excludes) wayTo(root, pattern).at(-1)?.leaves.push(pattern)

  return (folder) => {
    let above = rulingAt(root, [], 'folder')
    let here: Step | undefined = root
    for (const [at, name] of folder.entries()) {
      here = here?.below.get(keyOf(name))
      above = rulingAt(here, folder.slice(0, at + 1), 'folder') ?? above
    }
    return (path, kind) => {
      const step = here?.below.size ? here.below.get(keyOf(path.at(-1) ?? [])) : undefined
      return {
        ruling: rulingAt(step, path, kind) ?? above,
        leadsOn: kind === 'folder' && step?.leadsOn === true,
      }
    }
  }
}

function newStep(): Step {
  return { takes: [], leaves: [], leadsOn: false, below: new Map() }
}

/** The steps to the path that a pattern names, the first and the last with them; none where it could be several. */
function wayTo(root: Step, { only }: Pattern): readonly Step[] {
  if (!only) return []
  const way = [root]
  for (const name of only) {
    const { below } = way.at(-1) ?? root
    const next = below.get(name) ?? newStep()
    below.set(name, next)
    way.push(next)
  }
  return way
}

/** Of one path that is included and excluded the exclude counts. */
function rulingAt(step: Step | undefined, path: readonly Signs[], kind: Entry['kind']): Ruling | undefined {
  const matching = (patterns: readonly Pattern[] = []) => patterns.find((pattern) => pattern.matches(path, kind))
  const leaving = matching(step?.leaves)
  if (leaving) return { takes: false, pattern: leaving }
  const taking = matching(step?.takes)
  return taking && { takes: true, pattern: taking }
}

function keyOf(name: Signs): string {
  return name.join('')
}
