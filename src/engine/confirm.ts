import type { Entry, Hashes, Storage } from '#platform'
import type { JobOptions } from './options.ts'
import { hashStream } from './passing-hash.ts'
import type { Receipt } from './receipt.ts'
import { agreement, trustedHashes } from './verify.ts'

/** What a receipt says of the content at the destination; empty when the job asks for no verification. */
export type Confirmed = Pick<Receipt, 'verified' | 'destinationSha256'>

/**
 * Compares what the destination holds with the hashes of what was read: by the platform's own hash where it gives one, else
 * by reading it back. `undefined`: it holds something else.
 */
export async function confirm(
  written: Entry,
  read: { readonly hashes: Hashes; readonly size: number },
  terms: {
    readonly destination: Storage
    readonly verification: JobOptions['verification']
    readonly signal: AbortSignal
  },
): Promise<Confirmed | undefined> {
  const { destination, verification, signal } = terms
  if (written.size !== undefined && written.size !== read.size) return undefined
  if (verification === 'none') return {}
  const own = trustedHashes(written.hashes, destination.facts)
  const word = agreement(read.hashes, own)
  if (word === 'different') return undefined
  if (word === 'same') return { verified: 'platform-hash', ...(own.sha256 && { destinationSha256: own.sha256 }) }
  const back = await hashStream(destination.read(written, { signal }), ['sha256'])
  const { sha256 } = back.hashes
  if (sha256 === undefined || sha256 !== read.hashes.sha256) return undefined
  return { verified: 'read-back', destinationSha256: sha256 }
}
