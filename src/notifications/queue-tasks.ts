import type { Handlers, Kinds, Queue } from '#queue/queue.ts'
import { deliver, type DeliverMeans } from './deliver.ts'
import { giveUp } from './delivery-rows.ts'
import type { NotificationTasks, SendDelivery } from './hand-over.ts'

/** Fifteen attempts from 5 seconds on, each pause twice the last, up to 12 hours: about a day and a half in all. */
export const notificationKinds: Kinds<NotificationTasks> = {
  'deliver-webhook': { retryLimit: 15, firstPauseSeconds: 5, longestPauseSeconds: 12 * 60 * 60 },
}

export function sendDeliveryThrough(queue: Pick<Queue<NotificationTasks>, 'send'>): SendDelivery {
  return async (delivery, transaction) => {
    await queue.send('deliver-webhook', { delivery }, { key: delivery, transaction })
  }
}

export function notificationHandlers(means: DeliverMeans): Handlers<NotificationTasks> {
  return { 'deliver-webhook': ({ data }, { signal }) => deliver(means, data.delivery, signal) }
}

/** A message that never arrived stays in the list, to be sent again by a person. */
export async function onDeadDelivery({ db }: Pick<DeliverMeans, 'db'>, { delivery }: { readonly delivery: string }) {
  await giveUp(db, delivery)
}
