import { randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'

const prefix = 'gtr_'
const secretLength = 50 // 256 bits in base 36
const checksumLength = 7 // 32 bits in base 36
const pattern = new RegExp(`^${prefix}[0-9a-z]{${secretLength + checksumLength}}$`)

/**
 * A new API token: `gtr_`, 256 random bits, and a checksum, so that scanners of source code and logs can tell a real one
 * from a look-alike without asking anyone.
 */
export function newTokenText(): string {
  const random = BigInt(`0x${randomBytes(32).toString('hex')}`)
  const body = `${prefix}${random.toString(36).padStart(secretLength, '0')}`
  return `${body}${checksum(body)}`
}

/** Whether the text can be a token of ours at all. */
export function isTokenText(text: string): boolean {
  if (!pattern.test(text)) return false
  const end = text.length - checksumLength
  return checksum(text.slice(0, end)) === text.slice(end)
}

const checksum = (body: string) => crc32(body).toString(36).padStart(checksumLength, '0')
