import { createHmac } from 'node:crypto'

interface Message {
  /** The same in every attempt, so that whoever receives it twice knows. */
  readonly id: string
  /** Of this attempt, in seconds since 1970: what is too old is not believed. */
  readonly timestamp: number
  readonly body: string
}

/** The headers of a message by Standard Webhooks (https://www.standardwebhooks.com): HMAC-SHA256 of `id.timestamp.body`. */
export function signedHeaders({ id, timestamp, body }: Message, secret: string): Record<string, string> {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': `v1,${signature}` }
}
