import type { Facts, Source } from '#platform'
import { factNames, factWords, type FactGroup, type Shown } from './fact-words.ts'

/** Facts of which some may not be known: those that are absent. A limit that is there and `undefined` means none. */
export type SomeFacts = Partial<Facts>
export type SomeSources = Partial<Readonly<Record<keyof Facts, Source>>>

/** One fact as people read it. */
export interface FactRow {
  readonly fact: keyof Facts
  readonly group: FactGroup
  readonly label: string
  /** Absent: it is not known. */
  readonly value?: Shown
  /** Of features that are known. */
  readonly isSupported?: boolean
  readonly source?: Source
}

/** Every fact in the order in which people look for them, also those that are not known. */
export function factRows(facts: SomeFacts, sources: SomeSources): readonly FactRow[] {
  return factNames.filter((name) => name !== 'calls' || facts.calls).map((name) => factRow(name, facts, sources[name]))
}

export function factRow<Fact extends keyof Facts>(fact: Fact, facts: SomeFacts, source?: Source): FactRow {
  const { group, label, show, isSupported } = factWords[fact]
  const row = { fact, group, label, ...(source && { source }) }
  if (!isKnown(fact, facts)) return row
  const value = facts[fact] as Required<Facts>[Fact]
  return { ...row, value: show(value), ...(isSupported && { isSupported: isSupported(value) }) }
}

export function isKnown(fact: keyof Facts, facts: SomeFacts): boolean {
  return Object.hasOwn(facts, fact)
}
