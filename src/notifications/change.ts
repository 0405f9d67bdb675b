import type { Kysely } from 'kysely'
import {
  webhookEvents,
  type ChangeWebhook,
  type NewWebhook,
  type WebhookDigest,
  type WebhookEvent,
} from '#api/contract/webhooks.ts'
import type { Actor } from '#audit/entry.ts'
import { record } from '#audit/record.ts'
import { dropOwnSecret } from '#connections/rows.ts'
import type { Vault } from '#connections/vault.ts'
import { refuseUnsafe } from '#toolkit/http-address.ts'
import { HttpError } from '#toolkit/http-error.ts'
import { digestTime, tellHeld } from './digest.ts'
import { mailAddressIn } from './mail.ts'
import { deleteWebhook, findWebhook, insertWebhook, replaceWebhook } from './rows.ts'
import { newSecret, secretName, subjectOf, WebhookRefused, type Webhook } from './webhook.ts'

export interface WebhookMeans {
  readonly db: Kysely<unknown>
  readonly transaction: <Result>(work: (db: Kysely<unknown>) => Promise<Result>) => Promise<Result>
  readonly vault: Vault
  readonly clock: { now(): number }
  /** Whether a mail server is known. */
  readonly canMail: boolean
}

const allEvents = Object.keys(webhookEvents) as WebhookEvent[]

/** Keeps a webhook, and gives it with its secret, which is not shown again; e-mail has none. */
export async function addWebhook(
  means: WebhookMeans,
  by: Actor,
  { url, name, events = allEvents, digest }: NewWebhook,
): Promise<{ readonly webhook: Webhook; readonly secret?: string }> {
  refuseAddress(url, means)
  refuseDigest(url, digest)
  const mail = mailAddressIn(url)
  const { transaction, vault, clock } = means
  return transaction(async (db) => {
    const webhook = await insertWebhook(db, {
      name: name ?? mail ?? new URL(url).host,
      url,
      events,
      ...digesting(digest, clock),
    })
    await record(db, { actor: by, act: 'webhook.added', outcome: 'done', subject: subjectOf(webhook) })
    if (mail !== undefined) return { webhook }
    return { webhook, secret: await vault.own(db, secretName(webhook), newSecret) }
  })
}

export async function changeWebhook(
  means: WebhookMeans,
  by: Actor,
  before: Webhook,
  wish: ChangeWebhook,
): Promise<Webhook> {
  const { clock } = means
  const { name = before.name, url = before.url, events = before.events } = wish
  const digest = wish.digest === undefined ? before.digest : (wish.digest ?? undefined)
  if (wish.url !== undefined) refuseAddress(wish.url, means)
  refuseDigest(url, digest)
  return means.transaction(async (db) => {
    const isDisabled = wish.isDisabled ?? before.disabledAt !== undefined
    await replaceWebhook(db, { id: before.id, name, url, events, isDisabled, ...digesting(digest, clock) })
    // What was held for digests that come no more goes out as the last one.
    if (before.digest && !digest) await tellHeld({ db, clock }, { id: before.id, digest: before.digest })
    const changed = Object.keys(wish)
    await record(db, { actor: by, act: 'webhook.changed', outcome: 'done', subject: subjectOf(before), changed })
    return webhookCalled(db, before.id)
  })
}

export async function removeWebhook({ transaction }: WebhookMeans, by: Actor, webhook: Webhook): Promise<void> {
  await transaction(async (db) => {
    await deleteWebhook(db, webhook.id)
    await dropOwnSecret(db, secretName(webhook))
    await record(db, { actor: by, act: 'webhook.removed', outcome: 'done', subject: subjectOf(webhook) })
  })
}

export async function webhookCalled(db: Kysely<unknown>, id: string): Promise<Webhook> {
  const found = /^\d{1,18}$/.test(id) ? await findWebhook(db, id) : undefined
  if (found) return found
  throw new WebhookRefused('not-found', `There is no webhook “${id}”. See them with: gantry webhooks list`)
}

function digesting(digest: WebhookDigest | undefined, clock: WebhookMeans['clock']) {
  return digest ? { digest, digestAt: digestTime(digest, clock.now()) } : {}
}

function refuseDigest(url: string, digest: WebhookDigest | undefined): void {
  if (!digest || mailAddressIn(url) !== undefined) return
  throw new WebhookRefused(
    'invalid',
    'Digests are letters to people: an address of the web is told of each thing at once. Give an address that begins with mailto:, or no digest.',
  )
}

function refuseAddress(url: string, { canMail }: WebhookMeans): void {
  if (mailAddressIn(url) !== undefined) {
    if (canMail) return
    throw new WebhookRefused(
      'conflict',
      'E-mail cannot be sent: this Gantry knows no mail server. Whoever runs it gives it one with the setting smtpUrl.',
    )
  }
  try {
    refuseUnsafe(new URL(url))
  } catch (error) {
    if (!(error instanceof HttpError)) throw error
    throw new WebhookRefused('invalid', `Messages cannot be sent to this address: ${error.message}.`, { cause: error })
  }
}
