import type { Kysely } from 'kysely'
import { webhookEvents } from '#api/contract/webhooks.ts'
import { findConnection } from '#connections/rows.ts'
import { presentRuns } from '#runs/present.ts'
import { findRun } from '#runs/rows.ts'
import type { Delivery } from './delivery-rows.ts'

export interface MessageMeans {
  readonly db: Kysely<unknown>
  readonly clock: { now(): number }
}

/** A delivery whose body is yet to be written; a digest comes with its own. */
type Told = Pick<Delivery, 'run' | 'connection' | 'createdAt'> & { readonly event: keyof typeof sentences }

/** What a webhook is sent: type, time and data, as Standard Webhooks has it. It tells what happened; the rest is asked of the API. */
export async function messageOf(means: MessageMeans, delivery: Told): Promise<string> {
  const { event, createdAt } = delivery
  const data = { sentence: sentences[event], ...(await factsOf(means, delivery)) }
  return JSON.stringify({ type: event, timestamp: createdAt.toISOString(), data })
}

const sentences = { ...webhookEvents, test: 'Somebody tries whether messages of Gantry arrive.' }

/** What is so of the run or connection that a delivery is about. */
export async function factsOf(
  { db, clock }: MessageMeans,
  { run, connection }: Pick<Delivery, 'run' | 'connection'>,
): Promise<object> {
  if (run !== undefined) return runOf(db, run, clock.now())
  return connection === undefined ? {} : connectionOf(db, connection)
}

async function runOf(db: Kysely<unknown>, id: string, now: number): Promise<object> {
  const found = await findRun(db, id)
  // Nothing is said of limits here, so none are looked up.
  const [view] = found ? await presentRuns(db, [found], async () => new Map(), now) : []
  if (!view) return {}
  const { job, kind, state, waiting, failure, states, moved, verified, startedBy, createdAt, startedAt, finishedAt } =
    view
  const run = {
    id,
    kind,
    state,
    waiting,
    failure,
    states,
    moved,
    verified,
    startedBy,
    createdAt,
    startedAt,
    finishedAt,
  }
  return { job, run }
}

async function connectionOf(db: Kysely<unknown>, id: string): Promise<object> {
  const found = await findConnection(db, id)
  if (!found) return {}
  const { name, platform, health, healthReason: reason, limitedUntil } = found
  return { connection: { id, name, platform, health, reason, limitedUntil } }
}
