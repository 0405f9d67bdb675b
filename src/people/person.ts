/** From least to most; each may do what those before it may. */
export const roles = ['viewer', 'operator', 'approver', 'administrator'] as const
export type Role = (typeof roles)[number]

export const roleTitles: Readonly<Record<Role, string>> = {
  viewer: 'Viewer',
  operator: 'Operator',
  approver: 'Approver',
  administrator: 'Administrator',
}

/** Somebody who can sign in. People are never removed, because the audit log speaks of them: they are disabled. */
export interface Person {
  readonly id: string
  readonly name: string
  /** Unique whatever the case of its letters. */
  readonly email: string
  readonly role: Role
  readonly createdAt: Date
  readonly disabledAt?: Date
  readonly lastSignInAt?: Date
  /** Who they are at an identity provider, once they sign in through one. */
  readonly external?: { readonly issuer: string; readonly subject: string }
}

/** E-mail addresses are compared without regard to case and to spaces around them. */
export const sameEmail = (email: string) => email.trim().toLowerCase()
