import type { Facts, Length } from '#platform'
import { showDuration } from '#toolkit/words.ts'

/** Where a fact stands among others: what a platform can do, how much it takes, how often it may be asked. */
export type FactGroup = 'features' | 'limits' | 'rates'

/** A value as people read it: a sentence's part, or single words and signs that stand apart. */
export type Shown = string | readonly string[]

interface Words<Value> {
  readonly group: FactGroup
  readonly label: string
  readonly show: (value: Value) => Shown
  /** Features alone: whether the platform has it, in the sense of the label. */
  readonly isSupported?: (value: Value) => boolean
}

type AllFacts = Required<Facts>

/** How each fact reads: in documents, in the web page, in the command line. */
export const factWords: { readonly [Fact in keyof AllFacts]: Words<AllFacts[Fact]> } = {
  forbiddenCharacters: limit('Characters not allowed in names', (signs) => listed([...signs].map(showSign))),
  forbidsControlCharacters: limit('Control characters in names', oneOf('not allowed', 'allowed')),
  reservedNames: limit('Names not allowed', listed),
  leadingSpace: limit('Space at the start of a name', allowed),
  trailingSpace: limit('Space at the end of a name', allowed),
  trailingDot: limit('Dot at the end of a name', allowed),
  spaceAroundExtension: limit('Space before or after an extension', allowed),
  wellFormedNames: limit('Names that are no valid text', oneOf('not possible', 'kept')),
  maxName: limit('Longest name', length),
  maxPath: limit('Longest path', length),
  maxDepth: limit('Deepest folder', numberOrNoLimit),
  maxFileBytes: limit('Largest file', bytes),
  minFileBytes: limit('Smallest file', bytes),
  restrictedTypes: limit('File types not allowed', listed),
  timePrecisionMs: limit('Times are kept to', (ms) => (ms % 1000 === 0 ? `${ms / 1000} s` : `${ms} ms`)),
  pageSize: limit('Entries in a page of a listing', (count) => `up to ${group(count)}`),
  parts: limit('Content in parts', (parts) =>
    parts
      ? `above ${bytes(parts.aboveBytes)}, in parts of ${bytes(parts.minBytes)} to ${bytes(parts.maxBytes)}`
      : 'never',
  ),
  listsWritesWithinMs: limit('Listings show a write', (ms) => (ms === 0 ? 'at once' : `within ${ms / 1000} s`)),
  caseSensitive: feature('Capitals and small letters differ', oneOf('yes: A and a are two names', 'no')),
  unicodeForm: {
    ...feature('Composed and decomposed letters differ', (form: Facts['unicodeForm']) =>
      form === 'kept' ? 'yes: two names' : `no: one name, kept as ${form.toUpperCase()}`,
    ),
    isSupported: (form) => form === 'kept',
  },
  allowsDuplicates: feature('Two entries of one name in a folder', yesOrNo),
  filesAndFoldersApart: feature('A file and a folder of one name in a folder', yesOrNo),
  setsModifiedAt: feature('Modification times can be set', yesOrNo),
  hashes: { ...feature('Hashes of content', listed), isSupported: (kinds) => kinds.length > 0 },
  keepsVersions: feature('Versions', yesOrNo),
  atomicReplace: feature('A failed overwrite leaves the old content', yesOrNo),
  keepsEmptyFolders: feature('Empty folders', yesOrNo),
  tellsHiddenFromAbsent: feature('What may not be seen is refused, not left out', yesOrNo),
  impersonation: feature('User impersonation', oneOf('supported', 'not supported')),
  keepsAuthors: feature('Authors can be set', yesOrNo),
  keepsPermissions: feature('Permissions of people and groups', yesOrNo),
  keepsOwners: feature('Owners can be set', yesOrNo),
  locks: {
    ...feature('Locks of files', (locks: Facts['locks']) => toldWords[locks]),
    isSupported: (locks) => locks !== 'none',
  },
  metadata: {
    ...feature('Metadata', (metadata: Facts['metadata']) => toldWords[metadata]),
    isSupported: (metadata) => metadata !== 'none',
  },
  rates: {
    group: 'rates',
    label: 'Call limits as published',
    show: (rates) =>
      rates
        .map((rate) => `${group(rate.calls)} in ${showDuration(rate.perSeconds * 1000)} per ${rate.scope}`)
        .join('; ') || 'none',
  },
  calls: {
    group: 'rates',
    label: 'Counted calls per file or folder',
    show: (calls) =>
      [
        `${calls.write} to write`,
        ...(calls.newVersion === undefined ? [] : [`${calls.newVersion} for another version`]),
        `${calls.read} to read`,
        `${calls.makeFolder} to make a folder`,
      ].join(', '),
  },
}

export const factNames = Object.keys(factWords) as readonly (keyof Facts)[]

const toldWords = { none: 'no', told: 'told, not set', set: 'yes' } as const

/** A value as one text. */
export function textOf(shown: Shown): string {
  return typeof shown === 'string' ? shown : shown.join(' ')
}

function limit<Value>(label: string, show: (value: Value) => Shown): Words<Value> {
  return { group: 'limits', label, show }
}

function feature<Value>(label: string, show: (value: Value) => Shown): Words<Value> {
  return { group: 'features', label, show, isSupported: (value) => value === true }
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

function listed(list: readonly string[]): Shown {
  return list.length === 0 ? 'none' : list
}

export function showSign(sign: string): string {
  const code = sign.codePointAt(0) ?? 0
  if (code === 0) return 'NUL'
  return code < 32 || code === 127 ? `U+${code.toString(16).padStart(4, '0').toUpperCase()}` : sign
}

function length(most: Length | undefined): string {
  if (!most) return 'no limit'
  const unit = { units: 'characters', characters: 'characters', bytes: 'bytes of UTF-8' }[most.unit]
  return `${group(most.count)} ${unit}`
}

function numberOrNoLimit(most: number | undefined): string {
  return most === undefined ? 'no limit' : group(most)
}

function bytes(count: number | undefined): string {
  return count === undefined ? 'no limit' : `${group(count)} ${count === 1 ? 'byte' : 'bytes'}`
}

function group(count: number): string {
  return count.toLocaleString('en-GB')
}
