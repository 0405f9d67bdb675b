import type { Comparison, FactView, PlatformDetails, SideView, TrialList } from '#api/contract/comparison.ts'
import type { ComparedFact } from '#engine/compare-facts.ts'
import { factRows, isKnown, type FactRow, type SomeFacts } from '#engine/fact-rows.ts'
import { factWords, textOf } from '#engine/fact-words.ts'
import type { JobOptions } from '#engine/options.ts'
import type { Trial } from '#engine/try-out.ts'
import { showPath, type Facts } from '#platform'
import type { Described } from './described.ts'
import type { Side } from './side.ts'

export function presentPlatform({ facts, sources, ...platform }: Described): PlatformDetails {
  const rows = factRows(facts, sources)
  const known = rows.filter(({ value }) => value !== undefined)
  const inGroup = (is: (row: FactRow) => boolean) => known.filter(is).map(presentFact)
  return {
    id: platform.id,
    title: platform.title,
    summary: platform.summary,
    hasConnector: platform.hasConnector,
    supported: inGroup(({ isSupported }) => isSupported === true),
    unsupported: inGroup(({ isSupported }) => isSupported === false),
    limits: inGroup(({ group }) => group === 'limits'),
    rates: inGroup(({ group }) => group === 'rates'),
    notKnown: rows.filter(({ value }) => value === undefined).map(presentFact),
    notes: [...platform.notes],
    links: platform.links.map((link) => ({ ...link })),
  }
}

export function presentComparison(
  from: Side,
  to: Side,
  options: JobOptions,
  facts: readonly ComparedFact[],
): Comparison {
  const count = (is: (fact: ComparedFact) => boolean) => facts.filter(is).length
  return {
    from: presentSide(from),
    to: presentSide(to),
    options,
    facts: facts.map((one) => ({ ...one, from: presentFact(one.from), to: presentFact(one.to) })),
    sums: {
      same: count(({ verdict }) => verdict === 'same'),
      differs: count(({ verdict }) => verdict === 'differs'),
      notKnown: count(({ verdict }) => verdict === 'not-known'),
      lostThere: count(({ there }) => there !== undefined),
      lostBack: count(({ back }) => back !== undefined),
    },
  }
}

export function presentSide({ side, title, kind, platform, hasConnector }: Side): SideView {
  return { side, title, kind, platform, hasConnector }
}

export function presentTrials(to: Side, trials: readonly Trial[], isCut: boolean): TrialList {
  const count = (state: Trial['state']) => trials.filter((trial) => trial.state === state).length
  return {
    to: presentSide(to),
    trials: trials.map(({ source, destination, ...trial }) => ({
      ...trial,
      source: showPath(source),
      ...(destination && { destination: showPath(destination) }),
    })),
    sums: {
      succeeded: count('succeeded'),
      revised: count('revised'),
      flagged: count('flagged'),
      ignored: count('ignored'),
    },
    isCut,
    notKnown: notKnownOf(to.facts),
  }
}

/** What decides about names, sizes and types. */
const deciding: readonly (keyof Facts)[] = [
  'forbiddenCharacters',
  'forbidsControlCharacters',
  'reservedNames',
  'leadingSpace',
  'trailingSpace',
  'trailingDot',
  'spaceAroundExtension',
  'wellFormedNames',
  'maxName',
  'maxPath',
  'maxDepth',
  'maxFileBytes',
  'restrictedTypes',
  'caseSensitive',
  'unicodeForm',
]

function notKnownOf(facts: SomeFacts): string[] {
  return deciding.filter((fact) => !isKnown(fact, facts)).map((fact) => factWords[fact].label)
}

function presentFact({ fact, group, label, value, source }: FactRow): FactView {
  return {
    fact,
    group,
    label,
    ...(value !== undefined && { value: textOf(value) }),
    ...(Array.isArray(value) && { words: [...value] }),
    ...(source && { source: { ...source } }),
  }
}
