import type { HashKind, Hashes } from '#platform'

// The strongest first; MD5 and SHA-1 still tell every accident, if not every intent.
const kinds: readonly HashKind[] = ['sha256', 'sha1', 'md5']

/** What two sets of hashes say of the contents they were made from; `unknown` when they have no kind in common. */
export function agreement(a: Hashes | undefined, b: Hashes | undefined): 'same' | 'different' | 'unknown' {
  if (!a || !b) return 'unknown'
  const kind = kinds.find((candidate) => a[candidate] !== undefined && b[candidate] !== undefined)
  if (kind === undefined) return 'unknown'
  return a[kind] === b[kind] ? 'same' : 'different'
}
