import type { Kysely } from 'kysely'
import { markHandedOver, takeNew, type Delivery } from './delivery-rows.ts'
import { messageOf, type MessageMeans } from './message.ts'

/** The kinds of task that notifications put into the queue, with what each carries. */
export type NotificationTasks = { readonly 'deliver-webhook': { readonly delivery: string } }

export type SendDelivery = (delivery: string, transaction: Kysely<unknown>) => Promise<void>

export interface HandOverMeans extends MessageMeans {
  readonly transaction: <Result>(work: (db: Kysely<unknown>) => Promise<Result>) => Promise<Result>
  readonly sendDelivery: SendDelivery
}

/** Writes the messages of what happened and gives them to the queue, each once however many processes do so. */
export async function handOver(means: HandOverMeans): Promise<void> {
  while (await handOverOne(means));
}

async function handOverOne({ transaction, sendDelivery, clock }: HandOverMeans): Promise<boolean> {
  return transaction(async (db) => {
    const delivery = await takeNew(db)
    if (!delivery) return false
    await markHandedOver(db, delivery.id, await bodyOf({ db, clock }, delivery))
    await sendDelivery(delivery.id, db)
    return true
  })
}

async function bodyOf(means: MessageMeans, { body, event, ...delivery }: Delivery): Promise<string> {
  if (body !== undefined) return body
  if (event === 'digest') throw new Error(`Delivery ${delivery.id} is a digest without a body.`)
  return messageOf(means, { ...delivery, event })
}
