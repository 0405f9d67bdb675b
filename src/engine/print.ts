import type { Entry } from '#platform'
import type { Print } from './item.ts'
import { sameTime } from './times.ts'

/** What identifies the content of an entry as it was listed. */
export function printOf(entry: Entry): Print {
  const print: { -readonly [field in keyof Print]: Print[field] } = {}
  if (entry.id !== undefined) print.id = entry.id
  if (entry.size !== undefined) print.size = entry.size
  if (entry.modifiedAt !== undefined) print.modifiedAt = entry.modifiedAt.getTime()
  if (entry.etag !== undefined) print.etag = entry.etag
  if (entry.version !== undefined) print.version = entry.version
  return print
}

/**
 * Whether two prints of one side are proven to be of the same content. Prints that share nothing but a size prove nothing
 * and count as different: looking again is the safe error.
 */
export function samePrint(a: Print, b: Print, precisionMs = 1): boolean {
  return compare(a, b, precisionMs) === 'same'
}

/** Whether two prints of one side are proven to be of different content. */
export function differentPrint(a: Print, b: Print, precisionMs = 1): boolean {
  return compare(a, b, precisionMs) === 'different'
}

/** What both have decides, the most exact first: version, etag, then the time. */
function compare(a: Print, b: Print, precisionMs: number): 'same' | 'different' | 'unknown' {
  if (differ(a.id, b.id) || differ(a.size, b.size)) return 'different'
  if (a.version !== undefined && b.version !== undefined) return a.version === b.version ? 'same' : 'different'
  if (a.etag !== undefined && b.etag !== undefined) return a.etag === b.etag ? 'same' : 'different'
  if (a.modifiedAt === undefined || b.modifiedAt === undefined) return 'unknown'
  return sameTime(a.modifiedAt, b.modifiedAt, precisionMs) ? 'same' : 'different'
}

function differ<T>(a: T | undefined, b: T | undefined): boolean {
  return a !== undefined && b !== undefined && a !== b
}
