import type { clients, healths } from '#api/contract/connections.ts'
import type { Values } from '#platform'

/** How a connection is; a word that people see. */
export type Health = (typeof healths)[number]
/** What tests and sign-ins find out; the rest is so for as long as something else is. */
export type StoredHealth = Exclude<Health, 'limited' | 'paused'>

/** An authorised account on a platform. Its secrets are sealed and open only inside this folder. */
export interface Connection {
  readonly id: string
  readonly platform: string
  /** As people call it; unique whatever the case of its letters. */
  readonly name: string
  /** How it signs in, one of the manifest's ways. */
  readonly way: string
  /** Whose app it signs in with: `default` is the installation's. */
  readonly client: (typeof clients)[number]
  /** Its own fields that are no secrets. */
  readonly ownSettings: Values
  /** Those, with the installation's where it uses them. */
  readonly settings: Values
  readonly health: StoredHealth
  /** One sentence, where the health needs one. */
  readonly healthReason?: string
  readonly testedAt?: Date
  /** Whose account it is, as the platform called it at the last test. */
  readonly account?: string
  /** What the settings that narrow it are called on the platform, by field id; as of the last test that saw them. */
  readonly scopeNames?: Values
  /** When its call limit lets calls through again; may be past. */
  readonly limitedUntil?: Date
  readonly disabledAt?: Date
  readonly addedBy?: { readonly id?: string; readonly name: string }
  readonly createdAt: Date
}

// A window that begins anew sooner is nothing that anybody would wait for.
export const shortWaitMs = 10_000

/** The one word for how it is now: what somebody decided counts before what was found out. */
export function healthOf({ health, disabledAt, limitedUntil }: Connection, now: number): Health {
  if (disabledAt) return 'paused'
  const isLimited = limitedUntil !== undefined && limitedUntil.getTime() > now + shortWaitMs
  return isLimited && health !== 'sign-in-needed' ? 'limited' : health
}

/** Refuses what a disabled connection is not to do. */
export function refusePaused({ name, disabledAt }: Pick<Connection, 'name' | 'disabledAt'>): void {
  if (!disabledAt) return
  throw new ConnectionRefused(
    'conflict',
    `The connection “${name}” is paused. Enable it first: gantry connections enable "${name}"`,
  )
}

/** A wish about connections that cannot be granted; the sentence says why and what to do. */
export class ConnectionRefused extends Error {
  override readonly name = 'ConnectionRefused'
  readonly code: 'not-found' | 'invalid' | 'conflict' | 'forbidden'
  /** The jobs that stand in the way, the first of them. */
  readonly jobs: readonly { readonly id: string; readonly name: string }[]

  constructor(code: ConnectionRefused['code'], message: string, jobs: ConnectionRefused['jobs'] = []) {
    super(message)
    this.code = code
    this.jobs = jobs
  }
}

/** What a secret is bound to, every address that it may be sent to: changed or moved to another connection it does not open. */
export function originsOf(settings: Values): string {
  const addresses = Object.entries(settings).filter(([, value]) => /^https?:/i.test(value) && URL.canParse(value))
  return addresses
    .map(([field, value]) => `${field} ${new URL(value).origin}`)
    .toSorted()
    .join(', ')
}

/** The service that a connection leads to. */
export function originOf(settings: Values): string {
  const domain = settings['domain']
  return domain === undefined ? '' : new URL(domain).origin
}

/** A connection as the audit log names it. */
export const subjectOf = ({ id, name }: Pick<Connection, 'id' | 'name'>) => ({ kind: 'connection', id, name })
