import { nameOf, type Entry, type Storage } from '#platform'
import type { Clear } from './action.ts'
import { hashInside } from './hash-inside.ts'
import { hashStream } from './passing-hash.ts'
import type { Receipt } from './receipt.ts'

type Proof = Pick<Receipt, 'sourceSha256' | 'destinationSha256'>

interface Reading {
  readonly source: Storage
  readonly destination: Storage
  readonly signal: AbortSignal
}

/** Reads both sides; gives their hashes, or nothing when the copy is not, or as an archive does not hold, the original. */
export async function proveHeld(
  { packed }: Pick<Clear, 'packed'>,
  original: Entry,
  copy: Entry,
  { source, destination, signal }: Reading,
): Promise<Proof | undefined> {
  const here = hashStream(source.read(original, { signal }), ['sha256'])
  if (packed) {
    const { hashes, length } = await here
    const { archive, content } = await hashInside(destination.read(copy, { signal }), nameOf(original.path), length)
    return content !== undefined && content === hashes.sha256
      ? { sourceSha256: content, destinationSha256: archive }
      : undefined
  }
  const there = hashStream(destination.read(copy, { signal }), ['sha256'])
  const [{ hashes }, { hashes: others }] = await Promise.all([here, there])
  const { sha256 } = hashes
  return sha256 !== undefined && sha256 === others.sha256
    ? { sourceSha256: sha256, destinationSha256: sha256 }
    : undefined
}
