import type {
  ChangeWebhook,
  DeliveryPage,
  DeliveryView,
  MadeWebhook,
  NewWebhook,
  WebhookList,
  WebhookView,
} from '#api/contract/webhooks.ts'
import { ask } from '../ask.ts'

export const webhookActs = {
  listWebhooks: () => ask<WebhookList>('listWebhooks'),
  addWebhook: (json: NewWebhook) => ask<MadeWebhook>('addWebhook', { json }),
  changeWebhook: (webhook: string, json: ChangeWebhook) =>
    ask<WebhookView>('changeWebhook', { parts: { webhook }, json }),
  removeWebhook: (webhook: string) => ask<void>('removeWebhook', { parts: { webhook } }),
  testWebhook: (webhook: string) => ask<DeliveryView>('testWebhook', { parts: { webhook } }),
  listDeliveries: (webhook: string) =>
    ask<DeliveryPage>('listDeliveries', { parts: { webhook }, query: { limit: 50 } }),
  resendDelivery: (delivery: string) => ask<DeliveryView>('resendDelivery', { parts: { delivery } }),
} as const
