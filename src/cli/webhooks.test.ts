import { afterEach, expect, test } from 'vitest'
import {
  deliveryPage,
  deliveryView,
  madeWebhook,
  webhookList,
  webhookView,
  type DeliveryView,
  type WebhookView,
} from '#api/contract/webhooks.ts'
import { answer, fakeApi, type FakeApi } from './testing/fake-api.ts'
import { typeCommand } from './testing/type-command.ts'

let api: FakeApi | undefined
afterEach(async () => api?.close())

const webhook: WebhookView = {
  id: '2',
  name: 'Yard',
  url: 'https://yard.example/hook',
  events: ['run.failed'],
  isDisabled: false,
  createdAt: '2026-03-02T08:00:00.000Z',
}
const delivery: DeliveryView = {
  id: '71',
  message: 'msg_71',
  event: 'run.failed',
  state: 'retrying',
  attempts: 2,
  failure: 'The webhook “Yard” answered with 503.',
  createdAt: '2026-03-02T08:00:00.000Z',
}

async function type(...words: readonly string[]) {
  api = await fakeApi({
    addWebhook: () => answer(madeWebhook, { webhook, secret: 'whsec_shown' }),
    listWebhooks: () => answer(webhookList, { webhooks: [webhook] }),
    changeWebhook: () => answer(webhookView, { ...webhook, isDisabled: true }),
    testWebhook: () => answer(deliveryView, delivery),
    listDeliveries: () => answer(deliveryPage, { deliveries: [delivery] }),
    resendDelivery: () => answer(deliveryView, delivery),
  })
  const { exitCode, output, errors } = await typeCommand(['webhooks', ...words, '--server', api.url])
  return { exitCode, output, errors, body: api.heard.at(-1)?.body }
}

test('a digest is asked for in the words of a schedule, and taken away again', async () => {
  const digest = { weekly: 'mon 08:00', timeZone: 'Europe/Amsterdam' }
  const made = await type('add', 'mailto:ada@example.org', '--weekly', digest.weekly, '--time-zone', digest.timeZone)
  expect(JSON.parse(made.body ?? '')).toEqual({ url: 'mailto:ada@example.org', digest })
  expect(JSON.parse((await type('edit', '2', '--at-once')).body ?? '')).toEqual({ digest: null })
})

test('a webhook is added for some events, and its secret is shown this once', async () => {
  const made = await type('add', webhook.url, '--event', 'run.failed', '--event', 'run.flagged')
  expect(JSON.parse(made.body ?? '')).toEqual({ url: webhook.url, events: ['run.failed', 'run.flagged'] })
  expect(made.output).toContain('Its secret, shown this once: whsec_shown')
  await api?.close()
  expect(await type('add', webhook.url, '--event', 'run.fialed')).toMatchObject({
    exitCode: 2,
    errors: expect.stringContaining('Did you mean run.failed?'),
  })
})

test.each([
  [['list'], '2\tYard\thttps://yard.example/hook\trun.failed\tenabled\n'],
  [['disable', '2'], 'Webhook 2, “Yard”, is disabled.\n'],
  [['test', '2'], 'Delivery 71 is on its way. See what becomes of it with: gantry webhooks deliveries 2\n'],
  [['deliveries', '2'], /^71\t.*\trun\.failed\tretrying\t2\tThe webhook “Yard” answered with 503\.\n$/],
  [['resend', '71'], 'Delivery 71 is sent again.\n'],
])('%o says what there is or what was done', async (words, expected) => {
  const { exitCode, output } = await type(...words)
  expect(exitCode).toBe(0)
  if (typeof expected === 'string') expect(output).toBe(expected)
  else expect(output).toMatch(expected)
})
