import type { Facts, Length } from './facts.ts'
import type { Name, Path } from './path.ts'

/** Why a platform cannot hold a name or a path. */
export type NameProblem =
  | { readonly kind: 'forbidden-character'; readonly characters: readonly string[] }
  | { readonly kind: 'not-well-formed' }
  | { readonly kind: 'reserved' }
  | { readonly kind: 'leading-space' }
  | { readonly kind: 'trailing-space' }
  | { readonly kind: 'trailing-dot' }
  | { readonly kind: 'space-around-extension' }
  | { readonly kind: 'name-too-long'; readonly length: number; readonly limit: Length }
  | { readonly kind: 'path-too-long'; readonly length: number; readonly limit: Length }
  | { readonly kind: 'too-deep'; readonly depth: number; readonly limit: number }

/** Everything that is wrong with one name under these facts; an empty list when it can be held as it is. */
export function problemsOfName(name: Name, facts: Facts): readonly NameProblem[] {
  const problems: NameProblem[] = []
  const characters = forbiddenIn(name, facts)
  if (characters.length > 0) problems.push({ kind: 'forbidden-character', characters })
  if (facts.wellFormedNames && !name.isWellFormed()) problems.push({ kind: 'not-well-formed' })
  if (isReserved(name, facts)) problems.push({ kind: 'reserved' })
  if (!facts.leadingSpace && /^\s/u.test(name)) problems.push({ kind: 'leading-space' })
  if (!facts.trailingSpace && /\s$/u.test(name)) problems.push({ kind: 'trailing-space' })
  if (!facts.trailingDot && name.endsWith('.')) problems.push({ kind: 'trailing-dot' })
  if (!facts.spaceAroundExtension && hasSpaceAroundExtension(name)) problems.push({ kind: 'space-around-extension' })
  if (facts.maxName) {
    const length = lengthOf(name, facts.maxName.unit)
    if (length > facts.maxName.count) problems.push({ kind: 'name-too-long', length, limit: facts.maxName })
  }
  return problems
}

/** What is wrong with the path as a whole; its names are judged one by one with `problemsOfName`. */
export function problemsOfPath(path: Path, facts: Facts): readonly NameProblem[] {
  const problems: NameProblem[] = []
  if (facts.maxPath) {
    const length = pathLength(path, facts.maxPath.unit)
    if (length > facts.maxPath.count) problems.push({ kind: 'path-too-long', length, limit: facts.maxPath })
  }
  if (facts.maxDepth !== undefined && path.length > facts.maxDepth) {
    problems.push({ kind: 'too-deep', depth: path.length, limit: facts.maxDepth })
  }
  return problems
}

export function isForbidden(character: string, facts: Facts): boolean {
  // oxlint-disable-next-line no-control-regex
  return facts.forbiddenCharacters.includes(character) || (facts.forbidsControlCharacters && isControl(character))
}

function isControl(character: string): boolean {
  return (character > '\u0000' && character < ' ') || character === '\u007f'
}

export function lengthOf(text: string, unit: Length['unit']): number {
  if (unit === 'units') return text.length
  if (unit === 'characters') return Array.from(text).length
  return utf8Length(text)
}

export function pathLength(path: Path, unit: Length['unit']): number {
  return path.reduce((sum, name) => sum + lengthOf(name, unit), Math.max(0, path.length - 1))
}

/**
 * The form in which two names are the same to a platform: compare these to find names that collide. Folding by
 * upper and then lower case joins what Windows and Procore join (`ß` stays apart from `SS` as there).
 */
export function foldName(name: Name, facts: Pick<Facts, 'caseSensitive' | 'unicodeForm'>): string {
  const formed = facts.unicodeForm === 'kept' ? name : name.normalize('NFC')
  return facts.caseSensitive ? formed : formed.toLowerCase()
}

const unitWords = { units: 'characters', characters: 'characters', bytes: 'bytes' } as const

/** One problem in words, to follow the name in a sentence: “contains : and ?”. */
export function describeProblem(problem: NameProblem): string {
  switch (problem.kind) {
    case 'forbidden-character':
      return `contains ${problem.characters.map(showCharacter).join(' and ')}`
    case 'not-well-formed':
      return 'contains bytes that are no text'
    case 'reserved':
      return 'is a reserved name'
    case 'leading-space':
      return 'starts with a space'
    case 'trailing-space':
      return 'ends with a space'
    case 'trailing-dot':
      return 'ends with a dot'
    case 'space-around-extension':
      return 'has a space before or after its extension'
    case 'name-too-long':
      return `is ${problem.length} ${unitWords[problem.limit.unit]} long, ${problem.limit.count} are allowed`
    case 'path-too-long':
      return `has a path of ${problem.length} ${unitWords[problem.limit.unit]}, ${problem.limit.count} are allowed`
    case 'too-deep':
      return `lies ${problem.depth} folders deep, ${problem.limit} are allowed`
  }
}

function showCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0
  return code === 0 || isControl(character) ? `U+${code.toString(16).padStart(4, '0').toUpperCase()}` : character
}

function forbiddenIn(name: Name, facts: Facts): readonly string[] {
  return [...new Set(Array.from(name).filter((character) => isForbidden(character, facts)))]
}

function isReserved(name: Name, facts: Facts): boolean {
  if (facts.reservedNames.length === 0) return false
  const lower = name.toLowerCase()
  const stem = lower.split('.', 1)[0] ?? lower
  return facts.reservedNames.includes(lower) || facts.reservedNames.includes(stem)
}

function hasSpaceAroundExtension(name: Name): boolean {
  return /\s$|\s\.[^\s.]*$/u.test(name)
}

function utf8Length(text: string): number {
  let bytes = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    // A lone half U+DC80–U+DCFF stands for one byte that is no text; any other lone half would take three.
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code >= 0xdc80 && code <= 0xdcff ? 1 : code < 0x10000 ? 3 : 4
  }
  return bytes
}
