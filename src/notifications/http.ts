import { z } from 'zod'
import {
  changeWebhook as changeForm,
  deliveryPage,
  deliveryQuery,
  deliveryView,
  madeWebhook,
  newWebhook,
  webhookList,
  webhookView,
  type DeliveryView,
  type WebhookView,
} from '#api/contract/webhooks.ts'
import { searchQuery } from '#api/contract/text.ts'
import { actorIn } from '#people/asked.ts'
import { pageOf } from '#toolkit/page-of.ts'
import { route } from '#toolkit/route.ts'
import { addWebhook, changeWebhook, removeWebhook, webhookCalled, type WebhookMeans } from './change.ts'
import { messageIdOf } from './deliver.ts'
import { findDelivery, insertTest, listDeliveries, sendAgain, type Delivery } from './delivery-rows.ts'
import { allWebhooks } from './rows.ts'
import { WebhookRefused, type Webhook } from './webhook.ts'

const params = z.object({ webhook: z.string().min(1).describe('The id of a webhook') })
const deliveryParams = z.object({ delivery: z.string().min(1).describe('The id of a delivery') })

export interface NotificationMeans extends WebhookMeans {
  /** Hands over what waits, without waiting for the next look. */
  readonly hurry: () => Promise<void>
}

export function notificationRoutes(means: NotificationMeans) {
  const { db, hurry } = means

  return {
    listWebhooks: route({
      query: searchQuery,
      answer: webhookList,
      async act({ query }) {
        const { page, ...more } = pageOf(await allWebhooks(db), query, ({ name, url }) => [name, url])
        return { webhooks: page.map(presentWebhook), ...more }
      },
    }),

    addWebhook: route({
      body: newWebhook,
      answer: madeWebhook,
      status: 201,
      async act({ body, request }) {
        const { webhook, secret } = await addWebhook(means, actorIn(request), body)
        return { webhook: presentWebhook(webhook), ...(secret !== undefined && { secret }) }
      },
    }),

    changeWebhook: route({
      params,
      body: changeForm,
      answer: webhookView,
      async act({ params, body, request }) {
        const before = await webhookCalled(db, params.webhook)
        return presentWebhook(await changeWebhook(means, actorIn(request), before, body))
      },
    }),

    removeWebhook: route({
      params,
      status: 204,
      act: async ({ params, request }) =>
        removeWebhook(means, actorIn(request), await webhookCalled(db, params.webhook)),
    }),

    testWebhook: route({
      params,
      answer: deliveryView,
      status: 201,
      async act({ params }) {
        const webhook = await webhookCalled(db, params.webhook)
        if (webhook.disabledAt) {
          throw new WebhookRefused('conflict', `The webhook “${webhook.name}” is disabled. Enable it first.`)
        }
        const delivery = await insertTest(db, webhook.id)
        await hurry()
        return presentDelivery(delivery)
      },
    }),

    listDeliveries: route({
      params,
      query: deliveryQuery,
      answer: deliveryPage,
      async act({ params, query }) {
        const { id } = await webhookCalled(db, params.webhook)
        const deliveries = await listDeliveries(db, id, query)
        const last = deliveries.at(-1)
        return {
          deliveries: deliveries.map(presentDelivery),
          ...(last && deliveries.length === query.limit && { next: last.id }),
        }
      },
    }),

    resendDelivery: route({
      params: deliveryParams,
      answer: deliveryView,
      async act({ params }) {
        const { id } = await deliveryCalled(means, params.delivery)
        await sendAgain(db, id)
        await hurry()
        return presentDelivery(await deliveryCalled(means, id))
      },
    }),
  }
}

async function deliveryCalled({ db }: WebhookMeans, id: string): Promise<Delivery> {
  const found = /^\d{1,18}$/.test(id) ? await findDelivery(db, id) : undefined
  if (found) return found
  throw new WebhookRefused('not-found', `There is no delivery “${id}”. See them with: gantry webhooks deliveries`)
}

function presentWebhook(webhook: Webhook): WebhookView {
  const { id, name, url, events, digest, disabledAt, disabledBecause, createdAt } = webhook
  return {
    id,
    name,
    url,
    events: [...events],
    ...(digest && { digest }),
    isDisabled: disabledAt !== undefined,
    ...(disabledBecause !== undefined && { disabledBecause }),
    createdAt: createdAt.toISOString(),
  }
}

function presentDelivery(delivery: Delivery): DeliveryView {
  const { id, event, state, attempts, status, failure, createdAt, lastAttemptAt } = delivery
  return {
    id,
    message: messageIdOf(delivery),
    event,
    state,
    attempts,
    ...(status !== undefined && { status }),
    ...(failure !== undefined && { failure }),
    createdAt: createdAt.toISOString(),
    ...(lastAttemptAt && { lastAttemptAt: lastAttemptAt.toISOString() }),
  }
}
