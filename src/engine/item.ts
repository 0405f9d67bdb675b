import type { Path } from '#platform'
import type { Reason } from './reason.ts'

/** The state of an item, the same word in web page, API, command line and exports. */
export const itemStates = ['pending', 'retrying', 'succeeded', 'revised', 'flagged', 'ignored'] as const
export type ItemState = (typeof itemStates)[number]

/** What identifies the content of one side at one time: equal prints mean unchanged. */
export interface Print {
  readonly id?: string
  readonly size?: number
  /** Milliseconds since 1970. */
  readonly modifiedAt?: number
  readonly etag?: string
  readonly version?: string
  /** The version of the other side that this content was copied from, where a job carries versions. */
  readonly copyOf?: { readonly version: string; readonly number?: number }
}

/** What a job remembers of one source entry: where it went and what both sides were when they last agreed. */
export interface Known {
  readonly source: Path
  readonly destination: Path
  readonly kind: 'file' | 'folder' | 'other'
  readonly state: ItemState
  readonly reason?: Reason
  readonly sourcePrint: Print
  /** Absent until something of ours lies at the destination. */
  readonly destinationPrint?: Print
  /** What lies there is an archive that holds the file. */
  readonly packed?: true
  /** Lower-case hexadecimal, of what the destination holds. */
  readonly sha256?: string
  /** Both prints are of content whose hashes were found equal, or of an archive that was proven, whatever state the item has come to since. */
  readonly isProven?: boolean
}
