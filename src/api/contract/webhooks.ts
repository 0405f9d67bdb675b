import { z } from 'zod'
import { jobSchedule } from './schedule.ts'
import { pageQuery, title } from './text.ts'

/** What webhooks tell of, each with its sentence. */
export const webhookEvents = {
  'run.completed': 'A run has come to its end, and nothing of it needs a person.',
  'run.flagged': 'A run has come to its end with items that need a person.',
  'run.failed': 'A run has failed.',
  'run.waiting': 'A run waits for somebody: for an approval, or for space at the destination.',
  'connection.sign-in-needed': 'A connection cannot be used until somebody signs in.',
  'connection.limited': 'A connection has used up its calls, and waits for more than 15 minutes.',
} as const
export type WebhookEvent = keyof typeof webhookEvents

const event = z.enum(Object.keys(webhookEvents) as [WebhookEvent, ...WebhookEvent[]])
const events = z
  .array(event)
  .min(1)
  .max(20)
  .refine((all) => new Set(all).size === all.length, { message: 'an event is named twice' })

/** In the words of a job's schedule. */
export const webhookDigest = z
  .strictObject({
    daily: jobSchedule.shape.daily.meta({ description: 'A digest every day at these times: 08:00' }),
    weekly: jobSchedule.shape.weekly.meta({ description: 'A digest on these days of the week: mon 08:00' }),
    timeZone: jobSchedule.shape.timeZone,
  })
  .refine(({ daily, weekly }) => (daily === undefined) !== (weekly === undefined), {
    message: 'a digest comes daily or weekly: give one of the two',
  })
export type WebhookDigest = z.infer<typeof webhookDigest>

const url = z
  .url({ protocol: /^(https?|mailto)$/, error: 'it must be an address that begins with https:// or mailto:' })
  .max(2000)
  .refine((text) => !text.startsWith('mailto:') || /^mailto:[^\s@?,;<>"]+@[^\s@?,;<>"]+$/.test(text), {
    message: 'it must be one e-mail address: mailto:ada@example.org',
  })
  .describe(
    'Where to send to: an address of the web, by plain http to this machine only, or mailto: and one e-mail address',
  )

export const newWebhook = z.strictObject({
  url,
  name: title.optional().describe('What it is called; the host or the e-mail address when absent'),
  events: events.optional().describe('What it is told of; everything when absent'),
  digest: webhookDigest
    .optional()
    .describe(
      'When one e-mail comes for what happened since the last one; what waits for a person is told of at once, and so is all when absent',
    ),
})
export type NewWebhook = z.input<typeof newWebhook>

export const changeWebhook = z.strictObject({
  url: url.optional(),
  name: title.optional().describe('What it is called from now on'),
  events: events.optional().describe('What it is told of from now on'),
  digest: webhookDigest.nullable().optional().describe('When digests come from now on; null takes them away'),
  isDisabled: z.boolean().optional().describe('Whether it is told of nothing for now'),
})
export type ChangeWebhook = z.input<typeof changeWebhook>

export const webhookView = z.object({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  events: z.array(event),
  digest: webhookDigest.optional(),
  isDisabled: z.boolean(),
  /** Why Gantry itself disabled it. */
  disabledBecause: z.string().optional(),
  createdAt: z.iso.datetime(),
})
export type WebhookView = z.infer<typeof webhookView>

export const webhookList = z.object({ webhooks: z.array(webhookView), next: z.string().optional() })
export type WebhookList = z.infer<typeof webhookList>

/** The secret is shown this once: whoever receives checks signatures with it (standardwebhooks.com). E-mail has none. */
export const madeWebhook = z.object({ webhook: webhookView, secret: z.string().optional() })
export type MadeWebhook = z.infer<typeof madeWebhook>

/** `held`: for the next digest. */
export const deliveryStates = ['held', 'pending', 'retrying', 'delivered', 'failed'] as const

export const deliveryView = z.object({
  id: z.string(),
  /** The `webhook-id` of its message, the same in every attempt. */
  message: z.string(),
  event: z.union([event, z.enum(['digest', 'test'])]),
  state: z.enum(deliveryStates),
  attempts: z.number().int(),
  /** Of the last answer. */
  status: z.number().int().optional(),
  /** Why the last attempt failed. */
  failure: z.string().optional(),
  createdAt: z.iso.datetime(),
  lastAttemptAt: z.iso.datetime().optional(),
})
export type DeliveryView = z.infer<typeof deliveryView>

export const deliveryQuery = pageQuery.extend({
  state: z.enum(deliveryStates).optional().describe('Only those in this state'),
})

export const deliveryPage = z.object({ deliveries: z.array(deliveryView), next: z.string().optional() })
export type DeliveryPage = z.infer<typeof deliveryPage>
