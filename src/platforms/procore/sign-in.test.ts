import { expect, it } from 'vitest'
import { isStorageError, type Network } from '#platform'
import { networkWith } from '#toolkit/network.ts'
import { fastClock, heldCredential, network, openLittle, quiet, space } from './testing/open-little.ts'
import { procore } from './procore.ts'
import { scriptedServer, type Answering, type Reply } from './testing/scripted-server.ts'

const redirectUrl = 'http://localhost/callback'
const tokens = { access_token: 'access-2', refresh_token: 'refresh-2', expires_in: 5400, token_type: 'bearer' }
const connection = (origin: string) => ({ way: 'code', settings: { domain: origin, clientId: 'client-1' } })
const surroundings = { clock: fastClock(), log: quiet, network }

async function complete(reply: Reply) {
  await using login = await scriptedServer(() => reply)
  const secrets = { clientSecret: 'very-secret' }
  const answer = { redirectUrl, code: 'the-code' }
  const signedIn = await procore.signIn?.complete(connection(login.origin), secrets, answer, surroundings)
  return { signedIn, sent: new URLSearchParams(login.heard[0]?.body.toString()) }
}

const begin = (origin: string, network: Network) =>
  procore.signIn?.begin(connection(origin), {}, { redirectUrl, state: 'state-1' }, { network })

it('sends people to Procore’s login with what its reference asks for', async () => {
  const url = await begin('https://api.procore.com', networkWith())
  expect(url?.origin).toBe('https://login.procore.com')
  expect(url?.pathname).toBe('/oauth/authorize')
  expect(Object.fromEntries(url?.searchParams ?? [])).toEqual({
    response_type: 'code',
    client_id: 'client-1',
    redirect_uri: redirectUrl,
    state: 'state-1',
  })
})

it.each([
  ['this machine', 'https://127.0.0.1:8443', /127\.0\.0\.1 is this machine itself; an administrator can allow it/],
  ['it by its name', 'https://localhost', /localhost leads to .* is this machine itself/],
  ['it without encryption', 'http://[::1]:9000', /::1 is this machine itself/],
  ['a private network', 'https://10.1.2.3', /10\.1\.2\.3 is in a private network/],
  ['where clouds keep secrets', 'https://[::ffff:169.254.169.254]', /is /],
  ['a stranger on the internet', 'https://203.0.114.7', /is not among the allowed networks/],
])('sends nobody to %s unless the administrator allows that', async (_, origin, why) => {
  await expect(begin(origin, networkWith(['192.168.0.0/16']))).rejects.toMatchObject({
    kind: 'forbidden',
    message: expect.stringMatching(why) as string,
  })
})

it('sends people to a host that the administrator allows', async () => {
  const url = await begin('http://127.0.0.1:9000', network)
  expect(url?.href).toMatch(/^http:\/\/127\.0\.0\.1:9000\/oauth\/authorize\?/)
})

it('exchanges the code and keeps both tokens beside the client’s secret', async () => {
  const { signedIn, sent } = await complete({ body: tokens })
  expect(signedIn).toMatchObject({ clientSecret: 'very-secret', accessToken: 'access-2', refreshToken: 'refresh-2' })
  expect(Object.fromEntries(sent)).toEqual({
    grant_type: 'authorization_code',
    client_id: 'client-1',
    client_secret: 'very-secret',
    code: 'the-code',
    redirect_uri: redirectUrl,
  })
})

it.each([
  [
    { status: 400, body: { error: 'invalid_grant', error_description: 'the-code was used' } },
    'unauthorised',
    'reconnect',
  ],
  [
    { status: 401, body: { error: 'invalid_client', error_description: 'very-secret?' } },
    'unauthorised',
    'fix-settings',
  ],
  [{ status: 502, body: '<html>' }, 'unavailable', 'retry-later'],
  [{ breaks: 'before' as const }, 'unavailable', 'retry-later'],
  [{ body: { ...tokens, refresh_token: null } }, 'unauthorised', 'reconnect'],
])('tells what Procore said: %j is %s', async (reply, kind, advice) => {
  const error = await complete(reply).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ kind, advice: { do: advice } })
  expect(String(error)).not.toMatch(/very-secret|the-code/)
})

it.each([307, 308])('a login that leads elsewhere with %i gets the secret, and nobody else does', async (status) => {
  await using elsewhere = await scriptedServer(() => ({ body: tokens }))
  const reply = { status, headers: { location: `${elsewhere.origin}/oauth/token` }, body: '' }
  const error = await complete(reply).catch((thrown: unknown) => thrown)
  expect(isStorageError(error)).toBe(true)
  expect(String(error)).not.toMatch(/very-secret|the-code/)
  await using login = await scriptedServer(() => reply)
  for (const way of ['code', 'client-credentials']) expect(await renewalOf(way, login.origin)).toBeInstanceOf(Error)
  expect(new Set(login.calls)).toEqual(new Set(['POST /oauth/token']))
  expect(elsewhere.heard).toEqual([])
})

const signedIn = {
  clientSecret: 'very-secret',
  accessToken: 'access-1',
  refreshToken: 'refresh-1',
  expiresAt: '2999-01-01T00:00:00Z',
  redirectUrl,
}

/** One call through a storage that a person signed in to. */
async function callWith(answering: Answering, secrets: Record<string, string> = signedIn) {
  await using api = await scriptedServer(answering)
  const credential = heldCredential(secrets)
  const storage = await procore.open(
    { way: 'code', settings: { domain: api.origin, clientId: 'client-1' } },
    {
      ...surroundings,
      credential,
      pacer: { take: async () => undefined, learn() {}, left: () => undefined, done() {} },
    },
  )
  try {
    const calls = Array.from({ length: 5 }, () => storage.about?.())
    const results = await Promise.allSettled(calls)
    return { results, credential, api }
  } finally {
    await storage.close()
  }
}

const byToken =
  (grant: Reply): Answering =>
  ({ path, headers }) => {
    if (path === '/oauth/token') return grant
    const isCurrent = headers.authorization === 'Bearer access-2'
    return isCurrent ? { body: { login: 'ada@example.com' } } : { status: 401, body: { message: 'expired' } }
  }

it('renews a refused token once for many callers, with the refresh token', async () => {
  const { results, credential, api } = await callWith(byToken({ body: tokens }))
  expect(results.map(({ status }) => status)).toEqual(Array(5).fill('fulfilled'))
  expect(credential.renewals).toBe(1)
  expect(credential.secrets).toMatchObject({ refreshToken: 'refresh-2', clientSecret: 'very-secret' })
  const grants = api.heard.filter(({ path }) => path === '/oauth/token')
  expect(grants).toHaveLength(1)
  expect(Object.fromEntries(new URLSearchParams(grants[0]?.body.toString()))).toMatchObject({
    grant_type: 'refresh_token',
    refresh_token: 'refresh-1',
    redirect_uri: redirectUrl,
  })
})

it('renews a token that has run out before it is used', async () => {
  const { results, api } = await callWith(byToken({ body: tokens }), { ...signedIn, expiresAt: '2020-01-01T00:00:00Z' })
  expect(results.every(({ status }) => status === 'fulfilled')).toBe(true)
  expect(api.heard.filter(({ headers }) => headers.authorization === 'Bearer access-1')).toEqual([])
})

it('asks to sign in again when Procore refuses the refresh token', async () => {
  const { results } = await callWith(byToken({ status: 400, body: { error: 'invalid_grant' } }))
  for (const result of results)
    expect(result).toMatchObject({ reason: { kind: 'unauthorised', advice: { do: 'reconnect' } } })
})

it.each([{ status: 500, body: '<html>' }, { breaks: 'before' as const }, { status: 200, body: 'what?' }])(
  'leaves open what became of a refresh that was answered with %j',
  async (grant) => {
    const { results } = await callWith(byToken(grant))
    const reasons = results.map((result) => (result.status === 'rejected' ? (result.reason as unknown) : undefined))
    expect(reasons.every((reason) => reason !== undefined)).toBe(true)
    // What the credential is told decides: see below.
    await using login = await scriptedServer(() => grant)
    const told = await renewalOf('code', login.origin)
    expect(isStorageError(told)).toBe(false)
    const service = await renewalOf('client-credentials', login.origin)
    expect(service).toMatchObject({ kind: 'unavailable', advice: { do: 'retry-later' } })
  },
)

it('knows that a login which was not reached has used up nothing', async () => {
  const login = await scriptedServer(() => undefined)
  await login[Symbol.asyncDispose]()
  expect(await renewalOf('code', login.origin)).toMatchObject({ kind: 'unavailable' })
})

/** What the connector throws into the credential that it renews. */
async function renewalOf(way: string, origin: string): Promise<unknown> {
  let told: unknown
  const credential = heldCredential({ ...signedIn, expiresAt: '2020-01-01T00:00:00Z' })
  const storage = await procore.open(
    { way, settings: { domain: origin, clientId: 'client-1' } },
    {
      ...surroundings,
      credential: {
        read: credential.read,
        renew: async (seen, renew) =>
          await credential.renew(seen, (secrets) =>
            renew(secrets).catch((error: unknown) => {
              told = error
              throw error
            }),
          ),
      },
      pacer: { take: async () => undefined, learn() {}, left: () => undefined, done() {} },
    },
  )
  await storage.about?.().catch(() => undefined)
  await storage.close()
  return told
}

it('gets a service account its token without a refresh token', async () => {
  await using api = await scriptedServer(({ path, body }) => {
    if (path !== '/oauth/token') return { body: { login: 'gantry@example.com', name: 'Gantry' } }
    const { grant_type } = Object.fromEntries(new URLSearchParams(body.toString()))
    return grant_type === 'client_credentials' ? { body: { access_token: 'access-3' } } : { status: 400 }
  })
  const credential = heldCredential({ clientSecret: 'very-secret' })
  const storage = await openLittle(api.origin, { credential, settings: { company: '3' } })
  expect(await storage.about?.()).toEqual({ account: 'Gantry (gantry@example.com)', isService: true })
  expect(credential.secrets).toMatchObject({ accessToken: 'access-3' })
  expect(api.heard.at(-1)?.headers['procore-company-id']).toBe('3')
  await expect(storage.stat({ space, path: [] })).rejects.toMatchObject({ kind: 'unexpected' })
  await storage.close()
})
