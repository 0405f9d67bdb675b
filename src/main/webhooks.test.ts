import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DeliveryView } from '#api/contract/webhooks.ts'
import { harbour } from './testing/harbour.ts'
import { sharedHouse } from './testing/house.ts'

interface Heard {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

const heard: Heard[] = []
const answers: Readonly<Record<string, number>> = { '/busy': 503, '/gone': 410, '/moved': 302, '/moved-as-it-is': 307 }

const receiver = createServer((request, response) => {
  void text(request).then((body) => {
    heard.push({ path: request.url ?? '', headers: request.headers, body })
    const status = answers[request.url ?? ''] ?? 204
    response.writeHead(status, status < 400 && status >= 300 ? { location: '/elsewhere' } : {}).end()
  })
})

beforeAll(async () => {
  await new Promise<void>((resolve) => void receiver.listen(0, '127.0.0.1', resolve))
})
afterAll(() => void receiver.close())

const addressOf = (path: string) => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}${path}`
const at = (path: string) => heard.filter((one) => one.path === path)
const patient = { timeout: 20_000, interval: 50 }

describe('webhooks', () => {
  const shared = sharedHouse({ platforms: [harbour()], settings: { allowedNetworks: ['loopback'] } })

  async function add(wish: object): Promise<{ readonly id: string; readonly secret: string }> {
    const made = await shared().ask('POST', '/webhooks', { json: wish })
    expect([made.status, made.json['detail']]).toEqual([201, undefined])
    return { id: String((made.json['webhook'] as { id: string }).id), secret: String(made.json['secret']) }
  }

  async function deliveries(id: string): Promise<readonly DeliveryView[]> {
    return (await shared().ask('GET', `/webhooks/${id}/deliveries`)).json['deliveries'] as DeliveryView[]
  }

  /** Sends a test to a path and gives what became of it. */
  async function tried(url: string, state: string) {
    const { id } = await add({ url })
    expect((await shared().ask('POST', `/webhooks/${id}/test`)).status).toBe(201)
    await expect.poll(async () => (await deliveries(id))[0]?.state, patient).toBe(state)
    return { id, delivery: (await deliveries(id))[0] }
  }

  test('a run that failed is told once, signed, to those who want to know; sent again it is the same message', async () => {
    const house = shared()
    const { id, secret } = await add({ url: addressOf('/failures'), events: ['run.failed', 'run.flagged'] })
    const other = await add({ url: addressOf('/completions'), events: ['run.completed'] })
    const job = await house.ask('POST', '/jobs', { json: { source: '/nowhere/at/all', destination: '/nowhere/else' } })
    const run = await house.ask('POST', `/jobs/${String(job.json['id'])}/runs`)
    await expect.poll(async () => (await deliveries(id))[0]?.state, patient).toBe('delivered')

    const [message, ...more] = at('/failures')
    expect(more).toEqual([])
    expect(JSON.parse(message?.body ?? '')).toMatchObject({
      type: 'run.failed',
      data: { job: { id: job.json['id'] }, run: { id: run.json['id'], state: 'failed', startedBy: { kind: 'local' } } },
    })
    const { 'webhook-id': name, 'webhook-timestamp': time, 'webhook-signature': signature } = message?.headers ?? {}
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
    const expected = createHmac('sha256', key)
      .update(`${String(name)}.${String(time)}.${message?.body}`)
      .digest('base64')
    expect(signature).toBe(`v1,${expected}`)
    expect(key.length).toBeGreaterThanOrEqual(24)
    expect(Math.abs(Number(time) - Date.now() / 1000)).toBeLessThan(120)
    expect(await deliveries(other.id)).toEqual([])
    expect((await house.ask('GET', '/webhooks')).text).not.toContain(secret)

    const [delivery] = await deliveries(id)
    await house.ask('POST', `/deliveries/${String(delivery?.id)}/resend`)
    await expect.poll(() => at('/failures').length, patient).toBe(2)
    const again = at('/failures')[1]
    expect([again?.headers['webhook-id'], again?.body]).toEqual([name, message?.body])
  })

  test('a run that waits for somebody is told of, one that goes on by itself is not', async () => {
    const house = shared()
    const { id } = await add({ url: addressOf('/waits'), events: ['run.waiting'] })
    const job = await house.ask('POST', '/jobs', { json: { source: '/nowhere/one', destination: '/nowhere/two' } })
    const client = new Client(house.databaseUrl)
    await client.connect()
    try {
      const wait = async (code: string, until: Date | null) => {
        const { rows } = await client.query<{ id: string }>(
          `insert into runs (job, kind, state) values ($1, 'run', 'failed') returning id`,
          [job.json['id']],
        )
        const [run] = rows
        await client.query(
          `update runs set state = 'waiting', waiting = 'so it is', waiting_code = $2, waiting_until = $3 where id = $1`,
          [run?.id, code, until],
        )
        await client.query(`update runs set state = 'cancelled' where id = $1`, [run?.id])
      }
      await wait('rate-limit', new Date(Date.now() + 3_600_000))
      await wait('sign-in-needed', null)
      await wait('no-space', null)
    } finally {
      await client.end()
    }
    await expect.poll(async () => (await deliveries(id)).map(({ event }) => event), patient).toEqual(['run.waiting'])
  })

  test('a connection that needs a sign-in is told of once, until it needs one anew, and one that waits long once a day', async () => {
    const house = shared()
    const { id } = await add({
      url: addressOf('/sign-ins'),
      events: ['connection.sign-in-needed', 'connection.limited'],
    })
    const json = {
      platform: 'harbour',
      name: 'Quay',
      way: 'service',
      values: { domain: 'https://harbour.example', clientId: 'crane', clientSecret: 'sesame' },
    }
    const made = await house.ask('POST', '/connections', { json })
    expect([made.status, made.json['detail']]).toEqual([201, undefined])
    const client = new Client(house.databaseUrl)
    await client.connect()
    const limit = async (minutes: number) => {
      await client.query(`insert into pacing (connection, state) values ($1, '{}') on conflict do nothing`, [
        made.json['id'],
      ])
      await client.query('update pacing set limited_until = now() + make_interval(mins => $1) where connection = $2', [
        minutes,
        made.json['id'],
      ])
    }
    const become = (health: string) =>
      client.query('update connections set health = $1 where id = $2', [health, made.json['id']])
    try {
      for (const health of ['sign-in-needed', 'sign-in-needed', 'healthy', 'sign-in-needed']) await become(health)
      for (const minutes of [5, 60, 60, 1, 60]) await limit(minutes)
    } finally {
      await client.end()
    }
    await expect
      .poll(async () => (await deliveries(id)).map(({ event, state }) => `${event} ${state}`), patient)
      .toEqual([
        'connection.limited delivered',
        'connection.sign-in-needed delivered',
        'connection.sign-in-needed delivered',
      ])
    expect(JSON.parse(at('/sign-ins')[0]?.body ?? '')).toMatchObject({ data: { connection: { name: 'Quay' } } })
  })

  test.each([
    ['answers that it is busy', () => addressOf('/busy'), 503, 'answered with 503'],
    ['leads elsewhere', () => addressOf('/moved'), 302, 'Redirects are not followed'],
    ['leads elsewhere unchanged', () => addressOf('/moved-as-it-is'), 307, 'Redirects are not followed'],
    ['is in a network that is not allowed', () => 'https://10.1.2.3/hook', undefined, 'allowedNetworks'],
  ])('what %s is tried again later, and the list says why', async (_, url, status, why) => {
    const { delivery } = await tried(url(), 'retrying')
    expect(delivery).toMatchObject({ attempts: 1, ...(status !== undefined && { status }) })
    expect(delivery?.failure).toContain(why)
    expect(at('/elsewhere')).toEqual([])
  })

  test('an address where nobody wants messages any more is disabled, and enabled by a person', async () => {
    const house = shared()
    const { id } = await tried(addressOf('/gone'), 'failed')
    const webhook = async () =>
      ((await house.ask('GET', '/webhooks')).json['webhooks'] as { id: string }[]).find((one) => one.id === id)
    expect(await webhook()).toMatchObject({ isDisabled: true, disabledBecause: expect.stringContaining('410') })
    expect((await house.ask('POST', `/webhooks/${id}/test`)).status).toBe(409)
    const enabled = await house.ask('PATCH', `/webhooks/${id}`, { json: { isDisabled: false } })
    expect(enabled.json).toMatchObject({ isDisabled: false })
    expect((await house.ask('DELETE', `/webhooks/${id}`)).status).toBe(204)
    expect(await webhook()).toBeUndefined()
  })

  test.each([
    ['http://hooks.example.org', 'only https is used'],
    ['https://me:secret@hooks.example.org', 'a user name or a password'],
    ['ftp://hooks.example.org', 'https://'],
    ['mailto:ada@example.org,eve@example.org', 'one e-mail address'],
  ])('%s is no address to send to', async (url, why) => {
    const answer = await shared().ask('POST', '/webhooks', { json: { url } })
    expect([answer.status, answer.json['detail']]).toEqual([400, expect.stringContaining(why)])
  })

  test('where no mail server is known, nobody is promised an e-mail', async () => {
    const answer = await shared().ask('POST', '/webhooks', { json: { url: 'mailto:ada@example.org' } })
    expect([answer.status, answer.json['detail']]).toEqual([409, expect.stringContaining('setting smtpUrl')])
  })
})
