import { createHash } from 'node:crypto'
import type { AuditRow } from './entry.ts'

/** What the first entry follows. */
export const beforeFirst = '0'.repeat(64)

/**
 * The hash of one entry: SHA-256 in hex over the hash before it, a line feed, and the entry as canonical JSON. Every
 * field is in it, so a change of any of them, of the order or of the number of entries breaks the chain.
 */
export function hashOf(row: Omit<AuditRow, 'hash'>): string {
  const { previous, at, ...rest } = row
  const content = canonicalJson({ ...rest, at: at.toISOString() })
  return createHash('sha256').update(`${previous}\n${content}`).digest('hex')
}

/**
 * JSON with sorted names and no spaces: one text for one value. Fields that are undefined are left out.
 *
 * @internal
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`)
  return `{${fields.join(',')}}`
}
