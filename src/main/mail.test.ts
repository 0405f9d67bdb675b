import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'
import { afterAll, describe, expect, test } from 'vitest'
import type { DeliveryView } from '#api/contract/webhooks.ts'
import { markSecret } from '#toolkit/testing/traces.ts'
import { sharedHouse } from './testing/house.ts'

const password = 'the post is late today'
markSecret('the password at the mail server', password)

const letters: { readonly to: readonly string[]; readonly text: string }[] = []

const server = new SMTPServer({
  disabledCommands: ['STARTTLS'],
  allowInsecureAuth: true,
  onAuth: (auth, _, answer) =>
    auth.password === password ? answer(null, { user: 'gantry' }) : answer(new Error('wrong password')),
  onRcptTo: ({ address }, _, answer) => answer(address.startsWith('nobody') ? new Error('no such mailbox') : null),
  onData(stream, { envelope }, answer) {
    void text(stream).then((content) => {
      letters.push({ to: envelope.rcptTo.map(({ address }) => address), text: content })
      answer(null)
    })
  },
})
await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
const address = server.server.address()
const port = typeof address === 'object' && address ? address.port : 0
afterAll(() => new Promise<void>((resolve) => void server.close(resolve)))

const patient = { timeout: 20_000, interval: 50 }

describe('e-mail', () => {
  const shared = sharedHouse({
    settings: {
      smtpUrl: `smtp://gantry:${encodeURIComponent(password)}@127.0.0.1:${port}`,
      mailFrom: 'gantry@yard.example',
      publicUrl: 'https://gantry.example',
      allowedFolders: ['/'],
    },
  })

  async function add(url: string, events: readonly string[], more: object = {}): Promise<string> {
    const made = await shared().ask('POST', '/webhooks', { json: { url, events, ...more } })
    expect([made.status, made.json['detail'], made.json['secret']]).toEqual([201, undefined, undefined])
    return String((made.json['webhook'] as { id: string }).id)
  }

  async function last(id: string): Promise<DeliveryView | undefined> {
    const { json } = await shared().ask('GET', `/webhooks/${id}/deliveries`)
    return (json['deliveries'] as DeliveryView[])[0]
  }

  async function failingRun(name: string): Promise<string> {
    const json = { name, source: '/nowhere/at/all', destination: `/nowhere/${name}` }
    const job = await shared().ask('POST', '/jobs', { json })
    const run = await shared().ask('POST', `/jobs/${String(job.json['id'])}/runs`)
    return String(run.json['id'])
  }

  test('a run that failed is told once, in words, with a link and a name that stays', async () => {
    const id = await add('mailto:ada@yard.example', ['run.failed'])
    const run = await failingRun('Zeichnungen Süd')
    await expect.poll(async () => (await last(id))?.state, patient).toBe('delivered')
    expect(letters.length).toBe(1)
    expect(letters[0]?.to).toEqual(['ada@yard.example'])
    const letter = letters[0]?.text ?? ''
    expect(letter).toMatch(/^From: Gantry <gantry@yard\.example>/m)
    expect(letter).toContain('Subject: =?UTF-8?')
    expect(letter).toContain(`Message-ID: <${String((await last(id))?.message)}@yard.example>`)
    expect(letter).toContain('A run has failed.')
    expect(letter).toContain(`See https://gantry.example/runs/${run}`)
  })

  test('what the mail server does not take is tried again later, and the list says why', async () => {
    const id = await add('mailto:nobody@yard.example', ['run.failed'])
    await shared().ask('POST', `/webhooks/${id}/test`)
    await expect.poll(async () => (await last(id))?.state, patient).toBe('retrying')
    expect((await last(id))?.failure).toMatch(
      /mail server 127\.0\.0\.1 did not take the message to nobody@yard\.example: .*no such mailbox/,
    )
  })

  test('in place of letters one by one comes a digest; when it is taken away the last one comes at once', async () => {
    const digest = { weekly: 'mon 08:00', timeZone: 'Europe/Amsterdam' }
    const id = await add('mailto:ben@yard.example', ['run.failed'], { digest })
    const runs = [await failingRun('Plans'), await failingRun('Photos')]
    const held = async () => {
      const { json } = await shared().ask('GET', `/webhooks/${id}/deliveries?state=held`)
      return (json['deliveries'] as unknown[]).length
    }
    await expect.poll(held, patient).toBe(2)
    const toBen = () => letters.filter(({ to }) => to.includes('ben@yard.example'))
    expect(toBen()).toEqual([])

    const changed = await shared().ask('PATCH', `/webhooks/${id}`, { json: { digest: null } })
    expect(changed.json).not.toHaveProperty('digest')
    await expect.poll(() => toBen().length, patient).toBe(1)
    expect(await last(id)).toMatchObject({ event: 'digest' })
    expect(toBen()[0]?.text).toContain('Subject: Digest: 2 runs failed')
    for (const run of runs) expect(toBen()[0]?.text).toContain(`https://gantry.example/runs/${run}`)
    await failingRun('Mail')
    await expect.poll(() => toBen().length, patient).toBe(2)
  })

  test('a digest is refused for an address of the web, and when it says no time', async () => {
    const asked = async (json: object) => (await shared().ask('POST', '/webhooks', { json })).json['detail']
    const digest = { daily: '08:00' }
    expect(await asked({ url: 'https://hooks.example.org/gantry', digest })).toMatch(/Digests are letters to people/)
    expect(await asked({ url: 'mailto:ada@yard.example', digest: {} })).toMatch(/daily or weekly/)
  })
})
