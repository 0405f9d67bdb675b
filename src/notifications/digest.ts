import { sql, type Kysely } from 'kysely'
import type { WebhookDigest, WebhookEvent } from '#api/contract/webhooks.ts'
import { nextTime } from '#jobs/schedule-times.ts'
import { insertDigest, takeHeld, type Held } from './delivery-rows.ts'
import { factsOf, type MessageMeans } from './message.ts'
import { takeDue, type DueWebhook } from './rows.ts'

interface DigestMeans extends MessageMeans {
  readonly transaction: <Result>(work: (db: Kysely<unknown>) => Promise<Result>) => Promise<Result>
}

// Of each cause; how many there were is told in any case.
const mostTold = 100

/** Writes the digests whose time has come, each once however many processes do so; nothing for whom nothing happened. */
export async function writeDigests(means: DigestMeans): Promise<void> {
  while (await writeOne(means));
}

/** What is told and when the next one comes are written together, so that no restart loses or doubles one. */
async function writeOne({ transaction, clock }: DigestMeans): Promise<boolean> {
  return transaction(async (db) => {
    const due = await takeDue(db, new Date(clock.now()))
    if (!due) return false
    await tellHeld({ db, clock }, due)
    await sql`update webhooks set digest_at = ${digestTime(due.digest, clock.now())} where id = ${due.id}`.execute(db)
    return true
  })
}

/** When the next digest comes. */
export function digestTime(digest: WebhookDigest, now: number): Date | null {
  const time = nextTime(digest, now)
  return time === undefined ? null : new Date(time)
}

/** Writes a digest of what was held until now, if anything was. `db` must be a transaction. */
export async function tellHeld({ db, clock }: MessageMeans, { id, digest }: DueWebhook): Promise<void> {
  const held = await takeHeld(db, id)
  if (held.length === 0) return
  const causes: object[] = []
  for (const [type, all] of Map.groupBy(held, ({ event }) => event)) {
    causes.push(await causeOf({ db, clock }, type, all))
  }
  const { timeZone = 'UTC' } = digest
  const data = { sentence: 'What happened since the last digest.', timeZone, causes }
  const timestamp = new Date(clock.now()).toISOString()
  await insertDigest(db, id, JSON.stringify({ type: 'digest', timestamp, data }))
}

/** One line for each job or connection, of the last time that it was so. */
async function causeOf(means: MessageMeans, type: WebhookEvent, held: readonly Held[]): Promise<object> {
  const told: object[] = []
  const subjects = [...Map.groupBy(held, ({ job, connection }) => `${job} ${connection}`).values()]
  for (const all of subjects.slice(0, mostTold)) {
    const last = all.at(-1)
    if (!last) continue
    told.push({ count: all.length, timestamp: last.createdAt.toISOString(), ...(await factsOf(means, last)) })
  }
  return { type, count: held.length, untold: subjects.length - told.length, told }
}
