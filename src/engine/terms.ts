import { foldName, type Facts, type Name } from '#platform'
import type { Filter } from './filter.ts'
import { namer, type Namer } from './names.ts'
import type { JobOptions } from './options.ts'

/** One side of a job to the planner. `title` is what sentences call it: “Procore”. */
export interface Side {
  readonly facts: Facts
  readonly title: string
}

/** What every decision of a run depends on; made once per run with `termsOf`. */
export interface Terms {
  readonly source: Side
  readonly destination: Side
  readonly options: JobOptions
  /** Absent when the job has no filters. */
  readonly filter?: Filter | undefined
  readonly namer: Namer
  /** Equal for names that are one name at the destination. */
  readonly fold: (name: Name) => string
  /** The coarser of both sides. */
  readonly timePrecisionMs: number
}

export function termsOf(given: {
  readonly source: Side
  readonly destination: Side
  readonly options: JobOptions
  readonly filter?: Filter | undefined
}): Terms {
  const { source, destination, options, filter } = given
  const { facts } = destination
  const isExact = facts.caseSensitive && facts.unicodeForm === 'kept'
  return {
    source,
    destination,
    options,
    filter,
    namer: namer(facts, options, destination.title),
    fold: isExact ? (name) => name : (name) => foldName(name, facts),
    timePrecisionMs: Math.max(source.facts.timePrecisionMs, facts.timePrecisionMs),
  }
}
