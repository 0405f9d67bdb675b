import { problemsOfName, type Facts, type Name } from '#platform'

/**
 * A test of names made once for these facts: true when the name can be held as it is. It decides the plain name, which
 * most are, in well under a microsecond and asks `problemsOfName` only about names that look suspicious.
 */
export function nameChecker(facts: Facts): (name: Name) => boolean {
  const suspicious = suspiciousPattern(facts)
  const safeLength = safeUnits(facts)
  const reserved = new Set(facts.reservedNames)
  const reservedLengths = new Set(facts.reservedNames.map((name) => name.length))

  const mayBeReserved = (name: Name) => {
    if (reserved.size === 0) return false
    const dot = name.indexOf('.')
    if (!reservedLengths.has(name.length) && !reservedLengths.has(dot === -1 ? name.length : dot)) return false
    const lower = name.toLowerCase()
    return reserved.has(lower) || reserved.has(lower.split('.', 1)[0] ?? lower)
  }

  return (name) => {
    if (name.length <= safeLength && !suspicious.test(name) && !mayBeReserved(name)) return true
    return problemsOfName(name, facts).length === 0
  }
}

/** Matches every name that could break a rule about characters or ends; some that break none are allowed to match. */
function suspiciousPattern(facts: Facts): RegExp {
  const characters = [...facts.forbiddenCharacters].map((sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`)
  if (facts.forbidsControlCharacters) characters.push('\\u{1}-\\u{1f}\\u{7f}')
  if (facts.wellFormedNames) characters.push('\\p{Surrogate}')
  const parts = characters.length === 0 ? [] : [`[${characters.join('')}]`]
  if (!facts.leadingSpace) parts.push('^\\s')
  if (!facts.trailingSpace) parts.push('\\s$')
  if (!facts.trailingDot) parts.push('\\.$')
  if (!facts.spaceAroundExtension) parts.push('\\s$', '\\s\\.')
  return parts.length === 0 ? /(?!)/ : new RegExp(parts.join('|'), 'u')
}

/** A name of so many UTF-16 units is short enough in any unit: each takes at most three bytes of UTF-8. */
function safeUnits({ maxName }: Facts): number {
  if (!maxName) return Number.POSITIVE_INFINITY
  return maxName.unit === 'bytes' ? Math.floor(maxName.count / 3) : maxName.count
}
