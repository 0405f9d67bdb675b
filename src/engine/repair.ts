import { isForbidden, problemsOfName, type Facts, type Name } from '#platform'

// Replacing one sign can lay bare another at the end of a name; each pass settles at least one of them.
const mostPasses = 8

/** The name with every sign that the destination refuses replaced; undefined when that does not help. */
export function underscore(name: Name, facts: Facts): Name | undefined {
  return repair(name, facts, () => '_', '_')
}

/**
 * Replaces, one by one, the signs that break a rule, so that what stays keeps its place; lengths are left alone. A reserved
 * name changes at its first sign: `before` is put in front of it or, when absent, the sign itself is replaced.
 */
export function repair(
  name: Name,
  facts: Facts,
  replace: (character: string) => string,
  before: string | undefined,
): Name | undefined {
  let signs = Array.from(name, (character) => (isRefused(character, facts) ? replace(character) : character))
  for (let pass = 0; pass < mostPasses; pass++) {
    const now = signs.join('')
    const kinds = new Set(problemsOfName(now, facts).map((problem) => problem.kind))
    kinds.delete('name-too-long')
    if (kinds.size === 0) return now
    signs = Array.from(now)
    const change = (at: number) => {
      const character = signs[at]
      if (character !== undefined) signs[at] = replace(character)
    }
    if (kinds.has('trailing-space') || kinds.has('trailing-dot')) change(signs.length - 1)
    if (kinds.has('space-around-extension')) change(spaceAroundExtension(signs))
    if (kinds.has('leading-space')) change(0)
    if (kinds.has('reserved')) {
      if (before === undefined) change(0)
      else signs.unshift(before)
    }
    if (kinds.has('forbidden-character') || kinds.has('not-well-formed')) return undefined
  }
  return undefined
}

function isRefused(character: string, facts: Facts): boolean {
  return isForbidden(character, facts) || (facts.wellFormedNames && !character.isWellFormed())
}

function spaceAroundExtension(signs: readonly string[]): number {
  if (/\s/u.test(signs.at(-1) ?? '')) return signs.length - 1
  return signs.lastIndexOf('.') - 1
}
