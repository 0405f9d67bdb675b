import { describe, expect, it } from 'vitest'
import { openHttp } from '#toolkit/http.ts'
import { networkWith } from '#toolkit/network.ts'
import { memoryPacer } from '#toolkit/testing/memory-pacer.ts'
import { accountFrom, networkFor } from './account.ts'
import { clientOf } from './client.ts'
import { procore } from './procore.ts'
import { fastClock, heldCredential, network, quiet, service } from './testing/open-little.ts'
import { scriptedServer } from './testing/scripted-server.ts'

const accountAt = (domain: string) =>
  accountFrom({ way: 'client-credentials', settings: { domain, clientId: 'client-1' } })

describe('a Domain that is not Procore’s own', () => {
  it.each([
    ['with a token', service],
    ['without one', { clientSecret: 'client-secret-1' }],
  ])('is not spoken to unless the administrator allows its network, %s', async (_, secrets) => {
    await using api = await scriptedServer(() => ({ body: {} }))
    const clock = fastClock()
    const storage = await procore.open(
      { way: 'client-credentials', settings: { domain: api.origin, clientId: 'client-1' } },
      {
        clock,
        log: quiet,
        network: networkWith(['10.0.0.0/8']),
        credential: heldCredential(secrets),
        pacer: memoryPacer(clock),
      },
    )
    await expect(storage.about?.()).rejects.toMatchObject({
      kind: 'forbidden',
      message: expect.stringMatching(/127\.0\.0\.1 is this machine itself; an administrator can allow it/),
    })
    await storage.close()
    expect(api.heard).toEqual([])
  })

  it('reaches allowed networks only, while Procore’s own is on the internet', () => {
    const some = networkWith(['10.0.0.0/8'])
    const stranger = networkFor(accountAt('https://procore.example'), some)
    const own = networkFor(accountAt('https://api.procore.com'), some)
    expect(['8.8.8.8', '10.0.0.1', '127.0.0.1'].map((address) => stranger.refusal(address) === undefined)).toEqual([
      false,
      true,
      false,
    ])
    expect(['8.8.8.8', '10.0.0.1', '127.0.0.1'].map((address) => own.refusal(address) === undefined)).toEqual([
      true,
      true,
      false,
    ])
  })
})

describe.each([301, 302, 303, 307, 308])('a download that is redirected with %s', (status) => {
  it('carries token and company to the API and to no other host', async () => {
    await using away = await scriptedServer(() => ({ body: 'bytes' }))
    await using api = await scriptedServer(({ path }) => {
      if (path === '/out') return { status, headers: { location: `${away.origin}/file` } }
      return path === '/within' ? { status, headers: { location: '/file' } } : { body: 'bytes' }
    })
    const http = openHttp(network)
    const clock = fastClock()
    const client = clientOf({
      account: accountAt(api.origin),
      http,
      tokens: { current: async () => service, renewed: async () => service },
      surroundings: { clock, log: quiet, pacer: memoryPacer(clock) },
    })
    const call = { verb: 'read', path: ['a.pdf'], company: '3', signal: undefined }
    for (const route of ['/within', '/out']) {
      const answer = await client.download(new URL(route, api.origin), { range: 'bytes=0-9' }, call)
      answer.drop()
    }
    await http.close()
    expect(api.heard.map(({ path }) => path)).toEqual(['/within', '/file', '/out'])
    for (const { headers } of api.heard) {
      expect(headers).toMatchObject({ authorization: 'Bearer access-token-1', 'procore-company-id': '3' })
    }
    expect(away.heard.map(({ path }) => path)).toEqual(['/file'])
    const arrived = JSON.stringify(away.heard.map(({ headers }) => headers))
    expect(away.heard[0]?.headers).toMatchObject({ range: 'bytes=0-9' })
    expect(arrived).not.toMatch(/authorization|company|access-token-1|client-secret-1/)
  })
})
