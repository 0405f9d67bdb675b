import { hash } from 'node:crypto'
import { showPath } from '#platform'
import type { ItemState } from './item.ts'
import type { Receipt } from './receipt.ts'

/**
 * A proof is text in lines of JSON. The first line is the header, then comes one line per item, and the last line holds the
 * sums, the SHA-256 of every byte before it and an Ed25519 signature of that digest. Every line but the last one has its
 * number and ends with a short check of itself, which serves to name the line that was changed; what proves anything is the
 * signature. `head -n -1 FILE | sha256sum` gives the digest without Gantry.
 */
export const proofFormat = 'gantry-proof'
export const proofVersion = 1

/** The first line, as given. */
export interface ProofHeader {
  readonly run: string
  readonly job: string
  /** Both locations in words. */
  readonly source: string
  readonly destination: string
  /** ISO 8601. */
  readonly startedAt: string
  readonly finishedAt: string
  /** Items by state, as the run counted them. */
  readonly states: Partial<Record<ItemState, number>>
}

/** One item as its line tells it; paths are text of `showPath`. */
export interface ProofItem {
  readonly source: string
  readonly destination?: string
  readonly kind: string
  readonly size: number
  readonly state: string
  readonly reason: string
  readonly sentence?: string
  /**
   * The destination holds an archive of this form with the file in it: `destinationSha256` is that of the archive, `sourceSha256`
   * and `size` are those of the file. Absent: it holds the file as it is, and both hashes are equal.
   */
  readonly packed?: 'zip'
  readonly sourceSha256?: string
  readonly destinationSha256?: string
  readonly verified?: string
  readonly finishedAt: string
}

/** What the items of a proof add up to. */
export interface ProofSums {
  readonly items: number
  readonly bytes: number
  readonly verified: number
  readonly states: Readonly<Record<string, number>>
}

export function headerLine(header: ProofHeader, publicKey: string): string {
  return withCheck({ line: 1, format: proofFormat, version: proofVersion, ...header, publicKey })
}

export function itemLine(receipt: Receipt, line: number): string {
  const item: ProofItem = {
    source: showPath(receipt.source),
    ...(receipt.destination && { destination: showPath(receipt.destination) }),
    kind: receipt.kind,
    size: receipt.size,
    state: receipt.state,
    reason: receipt.reason,
    ...(receipt.sentence !== '' && { sentence: receipt.sentence }),
    ...(receipt.packed && { packed: 'zip' as const }),
    ...(receipt.sourceSha256 && { sourceSha256: receipt.sourceSha256 }),
    ...(receipt.destinationSha256 && { destinationSha256: receipt.destinationSha256 }),
    ...(receipt.verified && { verified: receipt.verified }),
    finishedAt: new Date(receipt.finishedAt).toISOString(),
  }
  return withCheck({ line, ...item })
}

export function lastLine(sums: ProofSums, sha256: string, signature: string): string {
  const { items, bytes, verified, states } = sums
  const sorted = Object.fromEntries(Object.entries(states).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  return `${JSON.stringify({ items, bytes, verified, states: sorted, sha256, signature })}\n`
}

export const lastLineStart = '{"items":'

/** Whether what the line says of the two contents can be so: equal hashes, or two of them and the reason why they differ. */
export function isConsistent({ verified, packed, sourceSha256, destinationSha256 }: ProofItem): boolean {
  if (verified === undefined || sourceSha256 === undefined) return true
  if (packed) return destinationSha256 !== undefined && destinationSha256 !== sourceSha256
  return destinationSha256 === undefined || destinationSha256 === sourceSha256
}

/** Adds up items as their lines go by. */
export function summing(): { add(item: Pick<ProofItem, 'state' | 'size' | 'verified'>): void; sums(): ProofSums } {
  const states: Record<string, number> = {}
  let [items, bytes, verified] = [0, 0, 0]
  return {
    add(item) {
      items++
      bytes += item.size
      if (item.verified !== undefined) verified++
      states[item.state] = (states[item.state] ?? 0) + 1
    },
    sums: () => ({ items, bytes, verified, states }),
  }
}

function withCheck(fields: object): string {
  const body = JSON.stringify(fields).slice(0, -1)
  return `${body},"check":"${checkOf(body)}"}\n`
}

/** Whether the line ends with the check of what comes before. */
export function checksOut(line: string): boolean {
  const end = /,"check":"([0-9a-f]{16})"\}\n$/.exec(line)
  return end !== null && end[1] === checkOf(line.slice(0, end.index))
}

function checkOf(body: string): string {
  return hash('sha256', body, 'hex').slice(0, 16)
}
