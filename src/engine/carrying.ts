import type { Clock, Storage } from '#platform'
import type { Copy, Remove } from './action.ts'
import type { JobOptions } from './options.ts'
import type { Receipt } from './receipt.ts'

export type MayUnlock = (action: Copy | Remove) => boolean

/** What carrying out needs of the world. */
export interface Carrying {
  readonly source: Storage
  readonly destination: Storage
  readonly options: Pick<JobOptions, 'verification' | 'onFailure' | 'versions'>
  readonly signal: AbortSignal
  readonly clock: Clock
  /** How many items at a time. */
  readonly concurrency: number
  /** The batch may have been carried out in part before: look at the destination before each action. */
  readonly settle: boolean
  /**
   * A platform that does not answer ends the batch, so that the run waits for it. Not so once it was waited for and only
   * single items still fail in this way.
   */
  readonly waitsForPlatforms: boolean
  /** Whether this job has locked what an action replaces or deletes: it is unlocked for that. */
  readonly mayUnlock?: MayUnlock
  /** Names the action's write: the same in every attempt at it, also after a crash, never that of another action. */
  readonly intentOf: (action: Copy) => string
  /** Keeps what is done of an action that is not over yet, so that a later run can go on with it. */
  readonly onPart: (receipt: Receipt) => Promise<void>
  /** Told of bytes as they pass; a negative count takes back those of an attempt that failed. */
  readonly onProgress: (bytes: number) => void
}
