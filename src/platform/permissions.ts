import type { Place } from './entry.ts'
import type { Waiting } from './storage.ts'

/** Whom a platform gives rights to, or entries. */
export interface Principal {
  /** The platform's own, as text. */
  readonly id: string
  readonly kind: 'person' | 'group'
  readonly name: string
  readonly email?: string
}

/** What may be done, each with all before it: look and download; change; grant rights to others. */
export const roles = ['read', 'write', 'manage'] as const
export type Role = (typeof roles)[number]

export interface Grant {
  readonly to: Principal
  readonly role: Role
  /** Given by a folder above; `set` leaves it alone. */
  readonly isInherited?: boolean
}

/** A right to be given, by the principal's id. */
export interface NewGrant {
  readonly to: Principal['id']
  readonly role: Role
}

/** Rights of a platform that gives them to people and groups, entry by entry. */
export interface Permissions {
  /**
   * Everybody who may do something with a file or folder, one grant for each and origin, in any order. A missing entry is
   * `not-found`; `forbidden` where the account may not see rights.
   */
  list(place: Place, options?: Waiting): Promise<readonly Grant[]>
  /**
   * Makes the entry's own grants exactly these, one for each principal; inherited ones stay, and so does content. All or
   * nothing: a principal that the platform does not know is `unsupported`, a right that the account may not give `forbidden`.
   */
  set(place: Place, grants: readonly NewGrant[], options?: Waiting): Promise<void>
}
