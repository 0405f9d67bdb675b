import type { Facts, HashKind, Hashes } from '#platform'

// The strongest first; MD5 and SHA-1 still tell every accident, if not every intent.
const kinds: readonly HashKind[] = ['sha256', 'sha1', 'md5']

/** What two sets of hashes say of the contents they were made from; `unknown` when they have no kind in common. */
export function agreement(a: Hashes | undefined, b: Hashes | undefined): 'same' | 'different' | 'unknown' {
  if (!a || !b) return 'unknown'
  const kind = kinds.find((candidate) => a[candidate] !== undefined && b[candidate] !== undefined)
  if (kind === undefined) return 'unknown'
  return a[kind] === b[kind] ? 'same' : 'different'
}

/**
 * The hashes of an entry that the platform made of the content it holds. A storage may hand back others that it made of the
 * bytes on their way in: these prove nothing about what arrived.
 */
export function trustedHashes(hashes: Hashes | undefined, facts: Pick<Facts, 'hashes'>): Hashes {
  if (!hashes) return {}
  return Object.fromEntries(facts.hashes.flatMap((kind) => (hashes[kind] === undefined ? [] : [[kind, hashes[kind]]])))
}

/** The kinds worth computing in passing so that these hashes can be compared; SHA-256 always, for receipts and proofs. */
export function kindsFor(...offered: readonly (readonly HashKind[])[]): readonly HashKind[] {
  const strongest = offered.map((some) => kinds.find((kind) => some.includes(kind)))
  return [...new Set<HashKind>(['sha256', ...strongest.filter((kind) => kind !== undefined)])]
}

export function kindsOf(hashes: Hashes | undefined): readonly HashKind[] {
  return kinds.filter((kind) => hashes?.[kind] !== undefined)
}
