import type { Facts } from '#platform'
import { lossBy, type Loss } from './fact-losses.ts'
import { factRow, isKnown, type FactRow, type SomeFacts, type SomeSources } from './fact-rows.ts'
import { factNames } from './fact-words.ts'
import type { JobOptions } from './options.ts'

/** One of the two that are compared. `title` is what sentences call it. */
export interface ComparedSide {
  readonly title: string
  readonly facts: SomeFacts
  readonly sources: SomeSources
}

export interface ComparedFact {
  readonly fact: keyof Facts
  readonly group: FactRow['group']
  readonly label: string
  readonly from: FactRow
  readonly to: FactRow
  readonly verdict: 'same' | 'differs' | 'not-known'
  /** What is lost on the way from the first to the second, and on the way back. */
  readonly there?: Loss
  readonly back?: Loss
}

/** Two platforms or connections side by side, fact by fact, and what a job with these options does about each difference. */
export function compareFacts(from: ComparedSide, to: ComparedSide, options: JobOptions): readonly ComparedFact[] {
  const isStated = (fact: keyof Facts) => fact !== 'calls' || Boolean(from.facts.calls ?? to.facts.calls)
  return factNames.filter(isStated).map((fact) => {
    const there = lossBy(fact, from.facts, { title: to.title, destination: to.facts, options })
    const back = lossBy(fact, to.facts, { title: from.title, destination: from.facts, options })
    const one = factRow(fact, from.facts, from.sources[fact])
    const other = factRow(fact, to.facts, to.sources[fact])
    return {
      fact,
      group: one.group,
      label: one.label,
      from: one,
      to: other,
      verdict: verdictOn(fact, from.facts, to.facts),
      ...(there && { there }),
      ...(back && { back }),
    }
  })
}

function verdictOn(fact: keyof Facts, from: SomeFacts, to: SomeFacts): ComparedFact['verdict'] {
  if (!isKnown(fact, from) || !isKnown(fact, to)) return 'not-known'
  return sameValue(from[fact], to[fact]) ? 'same' : 'differs'
}

/** Sets of signs and names are the same in any order. */
function sameValue(one: Facts[keyof Facts], other: Facts[keyof Facts]): boolean {
  return JSON.stringify(ordered(one)) === JSON.stringify(ordered(other))
}

function ordered(value: Facts[keyof Facts]): unknown {
  if (typeof value === 'string') return [...value].toSorted()
  return Array.isArray(value) ? value.map((one) => JSON.stringify(one)).toSorted() : value
}
