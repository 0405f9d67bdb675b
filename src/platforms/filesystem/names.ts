import { isUtf8 } from 'node:buffer'
import { StorageError, showName, type Name } from '#platform'

/**
 * File systems keep bytes, not text. Bytes that are no UTF-8 become lone halves of surrogate pairs, U+DC80–U+DCFF, one for
 * each byte, so that two such files never become one name (the way of Python's PEP 383).
 */
export function nameFromBytes(bytes: Buffer): Name {
  if (isUtf8(bytes)) return bytes.toString('utf8')
  let name = ''
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes, at)
    name += length > 0 ? bytes.toString('utf8', at, at + length) : String.fromCharCode(0xdc00 + (bytes[at] ?? 0))
    at += Math.max(1, length)
  }
  return name
}

/** Length of the well-formed UTF-8 sequence at `at`; 0 when there is none. */
function sequenceLength(bytes: Buffer, at: number): number {
  for (let length = 1; length <= 4 && at + length <= bytes.length; length++) {
    if (isUtf8(bytes.subarray(at, at + length))) return length
  }
  return 0
}

/**
 * The bytes of a name, as text where that is the same. Throws invalid-name for a name that no bytes stand for, and for one
 * that would lead elsewhere: this is the last gate before the disk.
 */
export function nameForSystem(name: Name): string | Buffer {
  if (name === '' || name === '.' || name === '..' || name.includes('/') || name.includes('\0')) {
    throw new StorageError({
      kind: 'invalid-name',
      message: `“${showName(name)}” cannot be a name on a disk. Rename it at the source.`,
    })
  }
  if (name.isWellFormed()) return name
  const bytes = Buffer.concat(Array.from(name, bytesOfCharacter))
  if (nameFromBytes(bytes) === name) return bytes
  throw new StorageError({
    kind: 'invalid-name',
    message: `“${showName(name)}” holds half a character and cannot be written to a disk as it is. Rename it at the source.`,
  })
}

function bytesOfCharacter(character: string): Buffer {
  const code = character.codePointAt(0) ?? 0
  return code >= 0xdc80 && code <= 0xdcff ? Buffer.from([code - 0xdc00]) : Buffer.from(character, 'utf8')
}
