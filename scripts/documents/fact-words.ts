import type { FactSources, Facts, Length, Source } from '#platform'

interface Words<Value> {
  readonly title: string
  readonly show: (value: Value) => string
}

type AllFacts = Required<Facts>

/** How each fact reads in documents. */
const factWords: { readonly [Fact in keyof AllFacts]: Words<AllFacts[Fact]> } = {
  caseSensitive: {
    title: 'Capitals and small letters',
    show: oneOf('differ: `A` and `a` are two names', 'are the same'),
  },
  unicodeForm: {
    title: 'Composed and decomposed letters',
    show: (form) => (form === 'kept' ? 'kept as given: two names' : `one name, kept as ${form.toUpperCase()}`),
  },
  wellFormedNames: { title: 'Names that are no valid text', show: oneOf('not possible', 'kept') },
  allowsDuplicates: { title: 'Two entries of one name in a folder', show: yesOrNo },
  filesAndFoldersApart: { title: 'A file and a folder of one name in a folder', show: yesOrNo },
  forbiddenCharacters: { title: 'Characters not allowed in names', show: characters },
  forbidsControlCharacters: { title: 'Control characters in names', show: oneOf('not allowed', 'allowed') },
  reservedNames: { title: 'Names not allowed', show: words },
  leadingSpace: { title: 'Space at the start of a name', show: allowed },
  trailingSpace: { title: 'Space at the end of a name', show: allowed },
  trailingDot: { title: 'Dot at the end of a name', show: allowed },
  spaceAroundExtension: { title: 'Space around the dot of an extension', show: allowed },
  maxName: { title: 'Longest name', show: length },
  maxPath: { title: 'Longest path', show: length },
  maxDepth: { title: 'Deepest folder', show: numberOrNoLimit },
  maxFileBytes: { title: 'Largest file', show: bytes },
  minFileBytes: { title: 'Smallest file', show: bytes },
  restrictedTypes: { title: 'File types not allowed', show: words },
  timePrecisionMs: { title: 'Times are kept to', show: (ms) => (ms % 1000 === 0 ? `${ms / 1000} s` : `${ms} ms`) },
  setsModifiedAt: { title: 'Modification time can be set', show: yesOrNo },
  hashes: { title: 'Hashes of content given', show: words },
  keepsVersions: { title: 'Keeps versions', show: yesOrNo },
  atomicReplace: { title: 'A failed overwrite leaves the old content', show: yesOrNo },
  keepsEmptyFolders: { title: 'Keeps empty folders', show: yesOrNo },
  listsWritesWithinMs: {
    title: 'Listings show a write',
    show: (ms) => (ms === 0 ? 'at once' : `within ${ms / 1000} s`),
  },
  pageSize: { title: 'Entries in a page of a listing', show: (count) => `up to ${group(count)}` },
  parts: {
    title: 'Content in parts',
    show: (parts) =>
      parts
        ? `above ${bytes(parts.aboveBytes)}, in parts of ${bytes(parts.minBytes)} to ${bytes(parts.maxBytes)}`
        : 'never',
  },
  rates: {
    title: 'Call limits as published',
    show: (rates) =>
      rates.map((rate) => `${group(rate.calls)} in ${group(rate.perSeconds)} s per ${rate.scope}`).join('; ') || 'none',
  },
  calls: {
    title: 'Counted calls per file or folder',
    show: (calls) => `${calls.write} to write, ${calls.read} to read, ${calls.makeFolder} to make a folder`,
  },
  impersonation: { title: 'Acting as another user', show: oneOf('supported', 'not supported') },
  keepsAuthors: { title: 'Authors can be set', show: yesOrNo },
}

const factNames = Object.keys(factWords) as (keyof Facts)[]

/** What each fact is about, what is so, and where that is known from; without those that the platform does not state. */
export function factRows(facts: Facts, sources: FactSources): [title: string, value: string, source: Source][] {
  return factNames.flatMap((name) => {
    const source = sources[name]
    // A fact that has a source is stated.
    return source ? [[...shown(name, facts as AllFacts), source]] : []
  })
}

function shown<Fact extends keyof AllFacts>(name: Fact, facts: AllFacts): [title: string, value: string] {
  const { title, show } = factWords[name]
  return [title, show(facts[name])]
}

function oneOf(whenTrue: string, whenFalse: string): (value: boolean) => string {
  return (value) => (value ? whenTrue : whenFalse)
}

function yesOrNo(value: boolean): string {
  return value ? 'yes' : 'no'
}

function allowed(value: boolean): string {
  return value ? 'allowed' : 'not allowed'
}

function words(list: readonly string[]): string {
  return list.length === 0 ? 'none' : list.map((word) => `\`${word}\``).join(' ')
}

function characters(text: string): string {
  return words([...text].map((character) => (character === '\0' ? 'NUL' : character)))
}

function length(limit: Length | undefined): string {
  if (!limit) return 'no limit'
  const unit = { units: 'UTF-16 code units', characters: 'characters', bytes: 'bytes of UTF-8' }[limit.unit]
  return `${group(limit.count)} ${unit}`
}

function numberOrNoLimit(limit: number | undefined): string {
  return limit === undefined ? 'no limit' : group(limit)
}

function bytes(count: number | undefined): string {
  return count === undefined ? 'no limit' : `${group(count)} bytes`
}

function group(count: number): string {
  return count.toLocaleString('en-GB')
}
