import { sql, type Kysely } from 'kysely'
import type { WebhookDigest, WebhookEvent } from '#api/contract/webhooks.ts'
import type { Webhook } from './webhook.ts'

type Db = Kysely<unknown>

interface WebhookRow {
  id: string
  name: string
  url: string
  events: WebhookEvent[]
  digest: WebhookDigest | null
  disabled_at: Date | null
  disabled_because: string | null
  created_at: Date
}

interface Described extends Pick<Webhook, 'name' | 'url' | 'events' | 'digest'> {
  /** When the next digest comes. */
  readonly digestAt?: Date | null
}

export async function insertWebhook(
  db: Db,
  { name, url, events, digest, digestAt = null }: Described,
): Promise<Webhook> {
  const { rows } = await sql<WebhookRow>`
    insert into webhooks (name, url, events, digest, digest_at)
    values (${name}, ${url}, ${events}, ${textOf(digest)}::jsonb, ${digestAt}) returning *`.execute(db)
  const [row] = rows
  if (!row) throw new Error('PostgreSQL returned no row for a new webhook')
  return toWebhook(row)
}

export async function findWebhook(db: Db, id: string): Promise<Webhook | undefined> {
  const { rows } = await sql<WebhookRow>`select * from webhooks where id = ${id}`.execute(db)
  return rows[0] && toWebhook(rows[0])
}

/** The newest first. */
export async function allWebhooks(db: Db): Promise<readonly Webhook[]> {
  const { rows } = await sql<WebhookRow>`select * from webhooks order by id desc`.execute(db)
  return rows.map(toWebhook)
}

export async function replaceWebhook(
  db: Db,
  {
    id,
    name,
    url,
    events,
    digest,
    digestAt = null,
    isDisabled,
  }: Described & { readonly id: string; readonly isDisabled: boolean },
): Promise<void> {
  await sql`
    update webhooks set name = ${name}, url = ${url}, events = ${events}, digest = ${textOf(digest)}::jsonb,
      digest_at = ${digestAt}, disabled_because = null,
      disabled_at = case when ${isDisabled} then coalesce(disabled_at, now()) end
    where id = ${id}`.execute(db)
}

/** Gantry itself stops sending to it. */
export async function disableWebhook(db: Db, id: string, because: string): Promise<void> {
  await sql`
    update webhooks set disabled_at = now(), disabled_because = ${because} where id = ${id} and disabled_at is null`.execute(
    db,
  )
}

/** Its deliveries go too. */
export async function deleteWebhook(db: Db, id: string): Promise<void> {
  await sql`delete from webhooks where id = ${id}`.execute(db)
}

export type DueWebhook = Pick<Webhook, 'id'> & { readonly digest: WebhookDigest }

/** Locks one whose digest is due until the transaction ends. */
export async function takeDue(db: Db, now: Date): Promise<DueWebhook | undefined> {
  const { rows } = await sql<DueWebhook>`
    select id::text, digest from webhooks where digest_at <= ${now} and disabled_at is null
    order by id limit 1 for update skip locked`.execute(db)
  return rows[0]
}

function textOf(digest: WebhookDigest | undefined): string | null {
  return digest === undefined ? null : JSON.stringify(digest)
}

function toWebhook(row: WebhookRow): Webhook {
  return {
    id: String(row.id),
    name: row.name,
    url: row.url,
    events: row.events,
    createdAt: row.created_at,
    ...(row.digest !== null && { digest: row.digest }),
    ...(row.disabled_at !== null && { disabledAt: row.disabled_at }),
    ...(row.disabled_because !== null && { disabledBecause: row.disabled_because }),
  }
}
