import { createHash } from 'node:crypto'
import type { HashKind, Hashes } from '#platform'

/** Hashes bytes as they pass, from the first one on. */
export interface PassingHash {
  /** Bytes that lie at `at` in the content. Those seen before are skipped; a gap is left open until it is filled. */
  add(bytes: Uint8Array, at: number): void
  /** How many bytes from the first one on are in it. */
  readonly length: number
  /** Ends it. */
  finish(): Hashes
}

export function passingHash(kinds: readonly HashKind[]): PassingHash {
  const hashes = kinds.map((kind) => [kind, createHash(kind)] as const)
  let length = 0
  return {
    add(bytes, at) {
      if (at > length || at + bytes.length <= length) return
      const fresh = at === length ? bytes : bytes.subarray(length - at)
      for (const [, hash] of hashes) hash.update(fresh)
      length += fresh.length
    },
    get length() {
      return length
    },
    finish: () => Object.fromEntries(hashes.map(([kind, hash]) => [kind, hash.digest('hex')])),
  }
}

/** Hashes and counts a whole stream. */
export async function hashStream(
  bytes: AsyncIterable<Uint8Array>,
  kinds: readonly HashKind[],
): Promise<{ readonly hashes: Hashes; readonly length: number }> {
  const hash = passingHash(kinds)
  for await (const chunk of bytes) hash.add(chunk, hash.length)
  return { hashes: hash.finish(), length: hash.length }
}
