import { randomBytes } from 'node:crypto'
import type { WebhookDigest, WebhookEvent } from '#api/contract/webhooks.ts'

/** An address that is told of what happens. Its signing secret is the installation's own, sealed under its id. */
export interface Webhook {
  readonly id: string
  readonly name: string
  readonly url: string
  readonly events: readonly WebhookEvent[]
  /** When it is told of what waits for nobody, all at a time; absent: of each at once. */
  readonly digest?: WebhookDigest
  readonly disabledAt?: Date
  /** Why Gantry itself disabled it. */
  readonly disabledBecause?: string
  readonly createdAt: Date
}

/** A wish about webhooks that cannot be granted; the sentence says why and what to do. */
export class WebhookRefused extends Error {
  override readonly name = 'WebhookRefused'
  readonly code: 'not-found' | 'invalid' | 'conflict'

  constructor(code: WebhookRefused['code'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** The name under which the vault keeps its secret. */
export const secretName = ({ id }: Pick<Webhook, 'id'>) => `webhook ${id}`

const secretBytes = 32 // between 24 and 64 (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md)

export function newSecret(): string {
  return `whsec_${randomBytes(secretBytes).toString('base64')}`
}

/** A webhook as the audit log names it. */
export const subjectOf = ({ id, name }: Pick<Webhook, 'id' | 'name'>) => ({ kind: 'webhook', id, name })
