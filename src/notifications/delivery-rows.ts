import { sql, type Kysely } from 'kysely'
import type { DeliveryView, WebhookEvent } from '#api/contract/webhooks.ts'

type Db = Kysely<unknown>

/** One message on its way to one webhook. */
export interface Delivery {
  readonly id: string
  readonly webhook: string
  readonly event: DeliveryView['event']
  readonly run?: string
  readonly connection?: string
  /** Written when it is handed over, and the same in every attempt. */
  readonly body?: string
  readonly state: DeliveryView['state']
  readonly attempts: number
  readonly status?: number
  readonly failure?: string
  readonly createdAt: Date
  readonly lastAttemptAt?: Date
}

interface DeliveryRow {
  id: string
  webhook: string
  event: DeliveryView['event']
  run: string | null
  connection: string | null
  body: string | null
  state: DeliveryView['state']
  attempts: number
  status: number | null
  failure: string | null
  created_at: Date
  last_attempt_at: Date | null
}

/** A message that only shows whether messages arrive. */
export async function insertTest(db: Db, webhook: string): Promise<Delivery> {
  const { rows } = await sql<DeliveryRow>`
    insert into deliveries (webhook, event) values (${webhook}, 'test') returning *`.execute(db)
  const [row] = rows
  if (!row) throw new Error('PostgreSQL returned no row for a new delivery')
  return toDelivery(row)
}

export async function findDelivery(db: Db, id: string): Promise<Delivery | undefined> {
  const { rows } = await sql<DeliveryRow>`select * from deliveries where id = ${id}`.execute(db)
  return rows[0] && toDelivery(rows[0])
}

/** What happened, to be told of in the next digest. */
export interface Held extends Pick<Delivery, 'run' | 'connection' | 'createdAt'> {
  readonly event: WebhookEvent
  readonly job?: string
}

interface HeldRow extends DeliveryRow {
  event: WebhookEvent
  job: string | null
}

/** Takes out what is held for the next digest, the oldest first. What comes meanwhile is for the one after it. */
export async function takeHeld(db: Db, webhook: string): Promise<readonly Held[]> {
  const { rows } = await sql<HeldRow>`
    with taken as (delete from deliveries where webhook = ${webhook} and state = 'held' returning *)
    select taken.*, runs.job from taken left join runs on runs.id = taken.run order by taken.id`.execute(db)
  return rows.map(({ job, event, ...row }) => ({
    ...toDelivery({ ...row, event }),
    event,
    ...(job !== null && { job: String(job) }),
  }))
}

/** A digest comes with its body: what it tells of is not kept elsewhere. */
export async function insertDigest(db: Db, webhook: string, body: string): Promise<void> {
  await sql`insert into deliveries (webhook, event, body) values (${webhook}, 'digest', ${body})`.execute(db)
}

interface DeliveryFilter {
  readonly state?: DeliveryView['state'] | undefined
  readonly after?: string | undefined
  readonly limit: number
}

/** The newest first; `after` is the last id seen. */
export async function listDeliveries(
  db: Db,
  webhook: string,
  { state, after, limit }: DeliveryFilter,
): Promise<readonly Delivery[]> {
  const { rows } = await sql<DeliveryRow>`
    select * from deliveries
    where webhook = ${webhook} and (${state ?? null}::text is null or state = ${state ?? null})
      and (${after ?? null}::bigint is null or id < ${after ?? null}::bigint)
    order by id desc limit ${limit}`.execute(db)
  return rows.map(toDelivery)
}

/**
 * Locks the oldest that no process has handed over yet until the transaction ends. What is held for a digest waits, unless none
 * comes any more.
 */
export async function takeNew(db: Db): Promise<Delivery | undefined> {
  const { rows } = await sql<DeliveryRow>`
    select deliveries.* from deliveries join webhooks on webhooks.id = deliveries.webhook
    where handed_over_at is null and (state <> 'held' or digest is null)
    order by deliveries.id limit 1 for update of deliveries skip locked`.execute(db)
  return rows[0] && toDelivery(rows[0])
}

/** From here on it is the queue's. */
export async function markHandedOver(db: Db, id: string, body: string): Promise<void> {
  await sql`
    update deliveries set body = ${body}, handed_over_at = now(), state = 'pending', attempts = 0,
      status = null, failure = null
    where id = ${id}`.execute(db)
}

/** Puts it back to those that nobody has handed over. */
export async function sendAgain(db: Db, id: string): Promise<void> {
  await sql`update deliveries set handed_over_at = null, state = 'pending' where id = ${id}`.execute(db)
}

interface Attempt {
  readonly state: DeliveryView['state']
  readonly status?: number | undefined
  readonly failure?: string | undefined
  readonly at: Date
}

export async function keepAttempt(db: Db, id: string, { state, status, failure, at }: Attempt): Promise<void> {
  await sql`
    update deliveries set state = ${state}, attempts = attempts + 1, status = ${status ?? null},
      failure = ${failure ?? null}, last_attempt_at = ${at}
    where id = ${id}`.execute(db)
}

/** Takes what came to its end long ago out of the lists, some at a time. */
export async function forgetOld(db: Db): Promise<void> {
  await sql`
    delete from deliveries where id in (
      select id from deliveries
      where created_at < now() - interval '30 days' and state in ('delivered', 'failed') limit 1000)`.execute(db)
}

/** No attempt is left. */
export async function giveUp(db: Db, id: string): Promise<void> {
  await sql`update deliveries set state = 'failed' where id = ${id} and state <> 'delivered'`.execute(db)
}

function toDelivery(row: DeliveryRow): Delivery {
  return {
    id: String(row.id),
    webhook: String(row.webhook),
    event: row.event,
    state: row.state,
    attempts: row.attempts,
    createdAt: row.created_at,
    ...(row.run !== null && { run: String(row.run) }),
    ...(row.connection !== null && { connection: String(row.connection) }),
    ...(row.body !== null && { body: row.body }),
    ...(row.status !== null && { status: row.status }),
    ...(row.failure !== null && { failure: row.failure }),
    ...(row.last_attempt_at !== null && { lastAttemptAt: row.last_attempt_at }),
  }
}
