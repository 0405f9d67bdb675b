import type { Permission } from './permissions.ts'
import type { Role } from './person.ts'

/** What a token may do at most: all that a role may, or single permissions. Never more than its owner may at the time. */
export type Scope = { readonly role: Role } | { readonly permissions: readonly Permission[] }

/** A program's way in. Its text is shown once, when it is made. */
export interface Token {
  readonly id: string
  readonly name: string
  /** The last four characters, to tell tokens apart. */
  readonly hint: string
  /** Absent: it was made by a command on the server's own machine and belongs to the installation. */
  readonly owner?: { readonly id: string; readonly name: string }
  readonly scope: Scope
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly usedAt?: Date
  readonly revokedAt?: Date
}
