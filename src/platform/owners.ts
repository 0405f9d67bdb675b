import type { Place } from './entry.ts'
import type { Principal } from './permissions.ts'
import type { Waiting } from './storage.ts'

/** Owners of a platform on which each file and folder belongs to one person or group. */
export interface Owners {
  /** Whose a file or folder is; undefined where the platform does not tell. A missing entry is `not-found`. */
  of(place: Place, options?: Waiting): Promise<Principal | undefined>
  /**
   * Makes it another's; rights, content and what lies in a folder stay as they are. A principal that the platform does not know
   * is `unsupported`, an owner whom the account may not replace `forbidden`.
   */
  set(place: Place, to: Principal['id'], options?: Waiting): Promise<void>
}
