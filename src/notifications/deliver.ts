import type { Kysely } from 'kysely'
import type { Vault } from '#connections/vault.ts'
import type { Log } from '#platform'
import { HttpError } from '#toolkit/http-error.ts'
import type { Http } from '#toolkit/http.ts'
import { findDelivery, giveUp, keepAttempt, type Delivery } from './delivery-rows.ts'
import { letterOf } from './letter.ts'
import { mailAddressIn, type Mailer } from './mail.ts'
import { disableWebhook, findWebhook } from './rows.ts'
import { signedHeaders } from './sign.ts'
import { newSecret, secretName, type Webhook } from './webhook.ts'

export interface DeliverMeans {
  readonly db: Kysely<unknown>
  readonly vault: Vault
  readonly http: Http
  /** Absent when no mail server is known. */
  readonly mailer?: Mailer | undefined
  /** Where people find more. */
  readonly publicUrl?: string | undefined
  readonly clock: { now(): number }
  readonly log: Log
}

// Between the 15 and 30 seconds that Standard Webhooks proposes.
const timeoutMs = 20_000
const gone = 410 // says that nobody wants messages there any more

/** The `webhook-id`: the same in every attempt, and in no other message. */
export const messageIdOf = ({ id }: Pick<Delivery, 'id'>) => `msg_${id}`

/**
 * Sends one message once. Throws the sentence that says why it did not arrive, for the queue to try again later. A process that
 * dies after the answer sends it a second time, under the same `webhook-id`.
 */
export async function deliver(means: DeliverMeans, id: string, signal: AbortSignal): Promise<void> {
  const { db, clock, log } = means
  const delivery = await findDelivery(db, id)
  if (!delivery || delivery.body === undefined || delivery.state === 'delivered') return
  const webhook = await findWebhook(db, delivery.webhook)
  if (!webhook || webhook.disabledAt) return giveUp(db, id)
  const message = { ...delivery, body: delivery.body }
  const to = mailAddressIn(webhook.url)
  const { status, failure } =
    to === undefined ? await post(means, webhook, message, signal) : await mail(means, to, message)
  signal.throwIfAborted()
  const at = new Date(clock.now())
  if (failure === undefined) return keepAttempt(db, id, { state: 'delivered', status, at })
  const isGone = status === gone
  await keepAttempt(db, id, { state: isGone ? 'failed' : 'retrying', status, failure, at })
  if (!isGone) throw new Error(failure)
  log.warn({ webhook: webhook.id }, 'webhook-gone')
  await disableWebhook(db, webhook.id, failure)
}

interface Message extends Pick<Delivery, 'id'> {
  readonly body: string
}

interface Outcome {
  readonly status?: number
  /** Why it did not arrive. */
  readonly failure?: string
}

async function post(
  { db, vault, http, clock }: DeliverMeans,
  { id, name, url }: Webhook,
  delivery: Message,
  signal: AbortSignal,
): Promise<Outcome> {
  const secret = await vault.own(db, secretName({ id }), newSecret)
  const { body } = delivery
  const timestamp = Math.floor(clock.now() / 1000)
  try {
    const answer = await http.send({
      method: 'POST',
      url: new URL(url),
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Gantry',
        ...signedHeaders({ id: messageIdOf(delivery), timestamp, body }, secret),
      },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    })
    answer.drop()
    const { status } = answer
    if (status >= 200 && status < 300) return { status }
    return { status, failure: `The webhook “${name}” answered with ${status}.${adviceFor(status)}` }
  } catch (error) {
    if (error instanceof HttpError) return { failure: `The webhook “${name}” was not reached: ${error.message}.` }
    if (error instanceof Error && error.name === 'TimeoutError' && !signal.aborted) {
      return { failure: `The webhook “${name}” did not answer within ${timeoutMs / 1000} seconds.` }
    }
    throw error
  }
}

async function mail({ mailer, publicUrl }: DeliverMeans, to: string, message: Message): Promise<Outcome> {
  if (!mailer) return { failure: 'E-mail cannot be sent: this process knows no mail server (setting smtpUrl).' }
  try {
    await mailer.send({ id: messageIdOf(message), to, ...letterOf(message.body, publicUrl) })
    return {}
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) }
  }
}

function adviceFor(status: number): string {
  if (status === gone) return ' That means that nobody wants messages there any more, so it is disabled.'
  if (status >= 300 && status < 400) return ' Redirects are not followed; give the address that it leads to.'
  return ''
}
