import type { Path } from '#platform'
import type { ItemState, Print } from './item.ts'
import type { Reason } from './reason.ts'

/** Proof of what was done with one item. */
export interface Receipt {
  readonly source: Path
  readonly destination?: Path
  readonly kind: 'file' | 'folder' | 'other'
  /** Which of several entries of one name and kind, from 1; absent for the one that has the name. */
  readonly twin?: number
  readonly size: number
  readonly state: ItemState
  readonly reason: Reason
  readonly sentence: string
  readonly sourcePrint?: Print
  /** What of this job's own lies there; on a flagged item too, so that a later run may replace it. */
  readonly destinationPrint?: Print
  /** What lies there is an archive that holds the file, so that both hashes differ. */
  readonly packed?: true
  /** Of the bytes that were read from the source. */
  readonly sourceSha256?: string
  /** Of the bytes that the destination holds: its own hash of them, or read back. */
  readonly destinationSha256?: string
  /** How the destination's content was established; absent: not verified. */
  readonly verified?: 'platform-hash' | 'read-back'
  /** How many versions of the file were copied, the current one among them; absent for the current one alone. */
  readonly versions?: number
  /** Nothing of it was on the side it went to: only its content lies there, and nothing that goes with it. */
  readonly isNew?: true
  readonly attempts: number
  /** Milliseconds since 1970. */
  readonly finishedAt: number
}
