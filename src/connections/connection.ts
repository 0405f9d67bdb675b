import type { Values } from '#platform'

/** How a connection is; a word that people see. */
export const healths = ['never-tested', 'healthy', 'sign-in-needed', 'failing'] as const
export type Health = (typeof healths)[number]

/** An authorised account on a platform. Its secrets are sealed and open only inside this folder. */
export interface Connection {
  readonly id: string
  readonly platform: string
  /** As people call it; unique whatever the case of its letters. */
  readonly name: string
  /** How it signs in, one of the manifest's ways. */
  readonly way: string
  /** The fields that are no secrets. */
  readonly settings: Values
  readonly health: Health
  /** One sentence, where the health needs one. */
  readonly healthReason?: string
  readonly testedAt?: Date
  readonly createdAt: Date
}

/** A wish about connections that cannot be granted; the sentence says why and what to do. */
export class ConnectionRefused extends Error {
  override readonly name = 'ConnectionRefused'
  readonly code: 'not-found' | 'invalid' | 'conflict' | 'forbidden'

  constructor(code: ConnectionRefused['code'], message: string) {
    super(message)
    this.code = code
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
