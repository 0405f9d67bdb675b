import { isForbidden, type Facts, type Name } from '#platform'
import { repair } from './repair.ts'

export type EscapeSign = '%' | '=' | '~'

/** What the escape begins with: the first of these that the destination holds. */
export function escapeSignFor(facts: Facts): EscapeSign | undefined {
  return (['%', '=', '~'] as const).find((sign) => !isForbidden(sign, facts))
}

/**
 * A name that the destination holds and that `decodeName` turns back into `name`; different names give different results.
 * Each refused character becomes its UTF-8 bytes as `%3A`, a half of a surrogate pair that stands for a byte becomes that
 * byte, any other half `%uD800`. Text that looks like an escape already is escaped too, or it could not be told apart.
 * Undefined when no escape helps.
 */
export function encodeName(name: Name, facts: Facts): Name | undefined {
  const sign = escapeSignFor(facts)
  if (sign === undefined) return undefined
  const clear = name.replace(new RegExp(`${sign}(?=${escapeBody.source})`, 'gi'), encodeSign(sign, sign, 'bytes'))
  for (const lone of ['bytes', 'units'] as const) {
    const encoded = repair(clear, facts, (character) => encodeSign(character, sign, lone), undefined)
    if (encoded !== undefined && decodeName(encoded, sign) === name) return encoded
  }
  return undefined
}

/** Whether a name holds text that `decodeName` would change. */
export function looksEncoded(name: Name, sign: EscapeSign): boolean {
  return name.includes(sign) && new RegExp(`${sign}${escapeBody.source}`, 'i').test(name)
}

/**
 * The name that `encodeName` was given.
 *
 * @internal
 */
export function decodeName(name: Name, sign: EscapeSign = '%'): Name {
  const escapes = new RegExp(`(?:${sign}[0-9a-f]{2})+|${sign}u([0-9a-f]{4})`, 'gi')
  return name.replace(escapes, (escape: string, unit: string | undefined) =>
    unit === undefined
      ? textOf(escape.split(sign).slice(1).map(parseHex))
      : String.fromCharCode(Number.parseInt(unit, 16)),
  )
}

const escapeBody = /(?:[0-9a-f]{2}|u[0-9a-f]{4})/

/** One character as escapes of its bytes. */
function encodeSign(character: string, sign: EscapeSign, lone: 'bytes' | 'units'): string {
  if (character.isWellFormed()) {
    return Array.from(new TextEncoder().encode(character), (byte) => `${sign}${hex(byte, 2)}`).join('')
  }
  const unit = character.charCodeAt(0)
  const isByte = unit >= 0xdc80 && unit <= 0xdcff
  return isByte && lone === 'bytes' ? `${sign}${hex(unit - 0xdc00, 2)}` : `${sign}u${hex(unit, 4)}`
}

/** UTF-8 bytes as text; bytes that are no text become the half of a surrogate pair that stands for each. */
function textOf(bytes: readonly number[]): string {
  let text = ''
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at] ?? 0
    const length = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2
    const character = strictly(bytes.slice(at, at + length))
    text += character ?? String.fromCharCode(0xdc00 + first)
    at += character === undefined ? 1 : length
  }
  return text
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function strictly(bytes: readonly number[]): string | undefined {
  try {
    return strict.decode(Uint8Array.from(bytes))
  } catch {
    return undefined
  }
}

function parseHex(digits: string): number {
  return Number.parseInt(digits, 16)
}

function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0')
}
