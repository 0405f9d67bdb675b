/** Who did it, as it was then: a name in the log stays when the person is renamed or gone. */
export interface Actor {
  /** `local`: a command on the server's own machine. `gantry`: the server by itself. `nobody`: somebody not signed in. */
  readonly kind: 'person' | 'token' | 'local' | 'gantry' | 'nobody'
  readonly id?: string
  readonly name: string
  /** Where the request came from. */
  readonly address?: string
}

/** What it was done to: `connection`, its id, its name. */
export interface Subject {
  readonly kind: string
  readonly id: string
  readonly name: string
}

/** The only values that the log holds besides ids and names; none of them can be a secret or content. */
export const factNames = [
  'role',
  'previousRole',
  'permissions',
  'expiresAt',
  'way',
  'platform',
  'run',
  'job',
  'items',
  'reason',
] as const
export type Facts = { readonly [Name in (typeof factNames)[number]]?: string | number }

/** One thing that was done, or that somebody tried to do and was refused. */
export interface AuditEntry {
  readonly actor: Actor
  /** Noun and verb: `connection.added`. */
  readonly act: string
  readonly outcome: 'done' | 'refused'
  readonly subject?: Subject
  /** The names of the fields that were changed, never their values. */
  readonly changed?: readonly string[]
  readonly facts?: Facts
}

/** An entry as it stands in the chain. */
export interface AuditRow extends AuditEntry {
  /** 1, 2, 3 …, without gaps. */
  readonly seq: number
  readonly at: Date
  /** The hash of the entry before it. */
  readonly previous: string
  readonly hash: string
}
