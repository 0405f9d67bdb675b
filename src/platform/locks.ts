import type { Place } from './entry.ts'
import type { Waiting } from './storage.ts'

/**
 * Locks of a platform that lets an account keep others from changing a file. Whether a file is locked is told with its entry: by
 * the trait `checked-out`, with `heldBy` and `heldSince`. While it is, a write of it, its move and its deletion may be refused
 * as `locked`, also to the account that holds it; it can be read.
 */
export interface Locks {
  /**
   * Locks a file for the account, until it is unlocked; content, etag and times stay. One that the account holds already is
   * fine, somebody else's is `locked`. A missing file is `not-found`, a folder `is-a-folder`.
   */
  lock(file: Place, options?: Waiting): Promise<void>
  /** Lifts the account's own lock; a file that nobody holds is fine. As `lock` otherwise. */
  unlock(file: Place, options?: Waiting): Promise<void>
}
