import type { FastifyInstance } from 'fastify'
import { expect, test } from 'vitest'
import { apiRoot, routes as places, type RouteName } from '#api/contract/routes.ts'
import type { Names } from '#api/hosts.ts'
import { apiServer, type Routes } from '#api/server.ts'
import { auditRoutes } from '#audit/http.ts'
import { silentLog } from '#database/testing/silent-log.ts'
import { newProofKey, openProofKey } from '#engine/proof-key.ts'
import { route, type Route } from '#toolkit/route.ts'
import { offerFirstAdministrator } from './first-administrator.ts'
import { peopleRoutes } from './http.ts'
import { isPermission, permissionsOf } from './permissions.ts'
import { roles } from './person.ts'
import { goodPassword, scene, type Scene } from './testing/scene.ts'

const routeNames = Object.keys(places) as RouteName[]
const host = 'localhost:7070'
const fromOurPage = { host, 'sec-fetch-site': 'same-origin' }
const fromServer = { host, authorization: 'Bearer local-token-of-this-machine' }

/** The API with the routes given; all others only say that they were reached. */
function api(
  at: Scene,
  given: Partial<Record<RouteName, Route>>,
  names: Partial<Names> = {},
  requestsPerMinute = 0,
): FastifyInstance {
  const reached = route({ status: 204, act: async () => undefined })
  const routes = Object.fromEntries(routeNames.map((name) => [name, given[name] ?? reached])) as Routes
  const door = { ...at.means, localToken: 'local-token-of-this-machine' }
  return apiServer({ routes, door, names: { host: '127.0.0.1', ...names }, log: silentLog, requestsPerMinute })
}

const peopleApi = (at: Scene, names: Partial<Names> = {}) =>
  api(
    at,
    {
      ...peopleRoutes({ ...at.means, publicUrl: names.publicUrl, signOnUrl: () => `http://${host}/single-sign-on` }),
      ...auditRoutes({ ...at.means, proofKey: openProofKey(newProofKey()) }),
    },
    names,
  )

const urlOf = (name: RouteName) => apiRoot + places[name].path.replace(/\{\w+\}/g, '1')
const cookieIn = (header: unknown) => String(header).split(';')[0] ?? ''

async function ask(
  app: FastifyInstance,
  name: RouteName,
  headers: Readonly<Record<string, string>>,
  payload?: object,
  url = urlOf(name),
) {
  const { method } = places[name]
  return app.inject({ method, url, headers: { ...headers }, ...(payload && { payload }) })
}

/** Signs in as a browser does and gives the headers of what follows. */
async function browserOf(app: FastifyInstance, email: string) {
  const answer = await ask(app, 'signIn', fromOurPage, { email, password: goodPassword })
  expect(answer.statusCode).toBe(200)
  return { ...fromOurPage, cookie: cookieIn(answer.headers['set-cookie']) }
}

test('every place of the API lets in who its permission names, and nobody else', async () => {
  await using at = await scene()
  await at.firstAdministrator()
  const stubs = api(at, {})
  const people = peopleApi(at)
  const browsers: Record<string, Readonly<Record<string, string>>> = {
    administrator: await browserOf(people, 'ada@example.org'),
  }
  for (const role of roles.slice(0, -1)) {
    await at.join(role, role)
    browsers[role] = await browserOf(people, `${role}@example.org`)
  }
  const wrong: string[] = []
  for (const name of routeNames) {
    const { access } = places[name]
    const expected = (isAllowed: boolean, otherwise: number) => (isAllowed ? 204 : otherwise)
    const check = async (who: string, headers: Readonly<Record<string, string>>, status: number) => {
      const { statusCode } = await ask(stubs, name, headers)
      if (statusCode !== status) wrong.push(`${name} as ${who}: ${statusCode} instead of ${status}`)
    }
    await check('nobody', { host }, expected(access === 'public', 401))
    await check('the server', fromServer, 204)
    for (const role of roles) {
      const isAllowed = access === 'public' || permissionsOf(role).has(access)
      await check(role, browsers[role] ?? {}, expected(isAllowed, 403))
    }
  }
  expect(wrong).toEqual([])
  expect(routeNames.length).toBeGreaterThan(50)
})

test('every place declares a permission that there is', () => {
  for (const name of routeNames) {
    const { access } = places[name]
    expect(access === 'public' || isPermission(access), name).toBe(true)
  }
})

test('the first administrator comes in by the link, and the browser is signed in', async () => {
  await using at = await scene()
  const app = peopleApi(at)
  const secret = (await offerFirstAdministrator(at.means))?.secret
  const look = await ask(app, 'lookAtLink', fromOurPage, { secret })
  expect(look.json()).toMatchObject({ kind: 'first-administrator', role: 'administrator' })
  const form = { secret, name: 'Ada', email: 'ada@example.org', password: goodPassword }
  const welcome = await ask(app, 'redeemLink', fromOurPage, form)
  expect(welcome.statusCode).toBe(201)
  expect(welcome.json()).toMatchObject({ kind: 'person', person: { name: 'Ada', role: 'administrator' } })
  expect(welcome.body).not.toContain(cookieIn(welcome.headers['set-cookie']).split('=')[1])
  const me = await ask(app, 'showMe', { ...fromOurPage, cookie: cookieIn(welcome.headers['set-cookie']) })
  expect(me.json()).toMatchObject({ name: 'Ada' })
  expect((await ask(app, 'redeemLink', fromOurPage, form)).statusCode).toBe(404)
})

test('a session’s cookie counts only from our own page', async () => {
  await using at = await scene()
  await at.firstAdministrator()
  const app = peopleApi(at)
  const { cookie } = await browserOf(app, 'ada@example.org')
  const change = (headers: Record<string, string>) =>
    ask(app, 'changeMe', { host, cookie, ...headers }, { name: 'Mallory' })
  const foreign = await change({ 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' })
  expect(foreign.statusCode).toBe(403)
  expect((await change({ origin: 'https://evil.example' })).statusCode).toBe(403)
  expect((await change({})).statusCode).toBe(403)
  expect((await change({ origin: `http://${host}` })).json()).toMatchObject({ name: 'Mallory' })
})

test('another page can neither sign a browser in nor use up a link', async () => {
  await using at = await scene()
  await at.firstAdministrator()
  const app = peopleApi(at)
  const headers = { host, 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }
  const form = { email: 'ada@example.org', password: goodPassword }
  const answer = await ask(app, 'signIn', headers, form)
  expect(answer.statusCode).toBe(403)
  expect(answer.headers['set-cookie']).toBeUndefined()
})

test('signing in over plain HTTP from another machine is refused, behind a proxy with a certificate it is not', async () => {
  await using at = await scene()
  await at.firstAdministrator()
  const form = { email: 'ada@example.org', password: goodPassword }
  const exposed = await ask(peopleApi(at), 'signIn', { host: '192.0.2.1:7070' }, form)
  expect(exposed.statusCode).toBe(403)
  expect(exposed.json().detail).toContain('ssh -L')
  const app = peopleApi(at, { publicUrl: 'https://gantry.example.org', trustedProxies: ['loopback'] })
  const proxied = { host: 'gantry.example.org', 'x-forwarded-for': '203.0.113.5', 'x-forwarded-proto': 'https' }
  const answer = await ask(app, 'signIn', { ...proxied, origin: 'https://gantry.example.org' }, form)
  expect(answer.headers['set-cookie']).toMatch(/^__Host-gantry=.*; Secure$/)
  const cookie = cookieIn(answer.headers['set-cookie'])
  const sessions = await ask(app, 'listMySessions', { ...proxied, cookie })
  expect(sessions.json().sessions[0]).toMatchObject({ address: '203.0.113.5', isThis: true })
})

test('what a proxy says of a request is believed only of one that is trusted', async () => {
  await using at = await scene()
  await at.firstAdministrator()
  const form = { email: 'ada@example.org', password: goodPassword }
  const said = {
    host: '127.0.0.1:7070',
    'x-forwarded-for': '198.51.100.1, 203.0.113.5',
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'gantry.example.org',
  }
  for (const [trustedProxies, cookie, address] of [
    [undefined, /^gantry-7070=/, '127.0.0.1'],
    [['10.0.0.0/8'], /^gantry-7070=/, '127.0.0.1'],
    [['127.0.0.1'], /^__Host-gantry=.*; Secure$/, '203.0.113.5'],
  ] as const) {
    const app = peopleApi(at, { publicUrl: 'https://gantry.example.org', trustedProxies })
    const answer = await ask(app, 'signIn', said, form)
    expect(answer.headers['set-cookie']).toMatch(cookie)
    expect(answer.headers['strict-transport-security'] !== undefined).toBe(address === '203.0.113.5')
    const session = { ...said, cookie: cookieIn(answer.headers['set-cookie']) }
    const { sessions } = (await ask(app, 'listMySessions', session)).json()
    expect(sessions.find(({ isThis }: { isThis: boolean }) => isThis)).toMatchObject({ address })
    const elsewhere = { ...said, 'x-forwarded-host': 'evil.example' }
    expect((await ask(app, 'health', elsewhere)).statusCode).toBe(address === '127.0.0.1' ? 204 : 403)
  }
})

test('too many attempts are answered with when to come again', async () => {
  await using at = await scene()
  await at.firstAdministrator()
  const app = peopleApi(at)
  const form = { email: 'ada@example.org', password: 'not this one' }
  for (let n = 0; n < 5; n++) {
    const answer = await ask(app, 'signIn', fromOurPage, form)
    expect(answer.json()).toMatchObject({ code: 'unauthorised', status: 401 })
  }
  const answer = await ask(app, 'signIn', fromOurPage, form)
  expect(answer.json()).toMatchObject({ code: 'throttled', status: 429, detail: expect.stringMatching(/at .* UTC/) })
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
})

test('signing out ends the session and takes the cookie away, also when there is none any more', async () => {
  await using at = await scene()
  await at.firstAdministrator()
  const app = peopleApi(at)
  const browser = await browserOf(app, 'ada@example.org')
  for (let n = 0; n < 2; n++) {
    const answer = await ask(app, 'signOut', browser)
    expect(answer.statusCode).toBe(204)
    expect(answer.headers['set-cookie']).toContain('Max-Age=0')
  }
  expect((await ask(app, 'showMe', browser)).statusCode).toBe(401)
})

test('people are invited, changed and shown by an administrator', async () => {
  await using at = await scene()
  await at.firstAdministrator()
  const app = peopleApi(at)
  const ada = await browserOf(app, 'ada@example.org')
  const offer = await ask(app, 'invite', ada, { email: 'ben@example.org', role: 'viewer' })
  expect(offer.json().url).toMatch(new RegExp(`^http://${host}/welcome#`))
  const secret = offer.json().url.split('#')[1]
  expect((await ask(app, 'listInvitations', ada)).json().invitations).toMatchObject([{ madeBy: 'Ada' }])
  await ask(app, 'redeemLink', fromOurPage, { secret, name: 'Ben', password: goodPassword })
  const { people } = (await ask(app, 'listPeople', ada, undefined, `${apiRoot}/people?text=ben`)).json()
  const ben = `${apiRoot}/people/${people[0].id}`
  const changed = await ask(app, 'changePerson', ada, { role: 'operator', name: 'Benjamin' }, ben)
  expect(changed.json()).toMatchObject({ name: 'Benjamin', role: 'operator', isDisabled: false })
  expect((await ask(app, 'listSessions', ada, undefined, `${ben}/sessions`)).json().sessions).toHaveLength(1)
  expect((await ask(app, 'changePerson', ada, { isDisabled: true }, ben)).json()).toMatchObject({ isDisabled: true })
  expect((await ask(app, 'showPerson', ada, undefined, `${apiRoot}/people/999`)).statusCode).toBe(404)
  const audit = await ask(app, 'searchAudit', ada, undefined, `${apiRoot}/audit?act=person.disabled`)
  expect(audit.json().entries).toMatchObject([{ actor: { name: 'Ada' }, subject: { name: 'Benjamin' } }])
})

test('a token made by a person is shown once, works for programs and is revoked', async () => {
  await using at = await scene()
  await at.firstAdministrator()
  const app = peopleApi(at)
  const ada = await browserOf(app, 'ada@example.org')
  const made = await ask(app, 'addToken', ada, { name: 'Nightly', permissions: ['audit.read'] })
  const { text, token } = made.json()
  expect((await ask(app, 'listMyTokens', ada)).body).not.toContain(text)
  const program = { host, authorization: `Bearer ${text}` }
  expect((await ask(app, 'searchAudit', program)).statusCode).toBe(200)
  expect((await ask(app, 'listPeople', program)).json()).toMatchObject({ status: 403, code: 'forbidden' })
  expect((await ask(app, 'addToken', ada, { name: 'X', permissions: ['no.such'] })).statusCode).toBe(400)
  expect((await ask(app, 'addToken', ada, { name: 'X' })).json().detail).toContain('either a role or permissions')
  await ask(app, 'revokeMyToken', ada, undefined, `${apiRoot}/me/tokens/${token.id}`)
  const after = await ask(app, 'searchAudit', program)
  expect(after.statusCode).toBe(401)
  expect(after.headers['www-authenticate']).toBe('Bearer')
})

test('the log is exported in lines and verified, also against a head noted before', async () => {
  await using at = await scene()
  await at.firstAdministrator()
  const app = peopleApi(at)
  const exported = await ask(app, 'exportAudit', fromServer)
  expect(exported.headers['content-type']).toContain('application/jsonl')
  const { head } = JSON.parse(exported.body.trim().split('\n').at(-1) ?? '')
  const verify = (query: string) => ask(app, 'verifyAudit', fromServer, undefined, `${urlOf('verifyAudit')}${query}`)
  expect((await verify('')).json()).toMatchObject({ isIntact: true, entries: 1 })
  expect((await verify(`?seq=${head.seq}&hash=${head.hash}`)).json()).toMatchObject({ isIntact: true })
  expect((await verify(`?seq=1&hash=${'1'.repeat(64)}`)).json()).toMatchObject({ isIntact: false })
  expect((await verify('?seq=1')).statusCode).toBe(400)
})

test('a command on the server is nobody in person, and says so', async () => {
  await using at = await scene()
  const app = peopleApi(at)
  expect((await ask(app, 'showMe', fromServer)).json()).toMatchObject({ kind: 'local' })
  expect((await ask(app, 'listMySessions', fromServer)).json()).toMatchObject({ status: 409 })
})

test.each([
  ['NUL in words', `${apiRoot}/people?text=%00`],
  ['an id beyond numbers', `${apiRoot}/people/1e9`],
  ['an id beyond 64 bits', `${apiRoot}/people/99999999999999999999`],
  ['NUL in the log’s filter', `${apiRoot}/audit?act=%00`],
  ['a time that is none', `${apiRoot}/audit?from=yesterday`],
  ['a page too large', `${apiRoot}/tokens?limit=100000`],
])('%s is refused as not valid', async (_, url) => {
  await using at = await scene()
  const answer = await peopleApi(at).inject({ method: 'GET', url, headers: fromServer })
  expect(answer.statusCode).toBe(400)
})

test('who asks far more than a person could is told when to ask again, and nobody else is held up by that', async () => {
  await using at = await scene()
  await at.firstAdministrator()
  const app = api(at, peopleRoutes({ ...at.means, signOnUrl: () => `http://${host}/single-sign-on` }), {}, 3)
  const ada = await browserOf(app, 'ada@example.org')
  const statuses = async (headers: Readonly<Record<string, string>>, count: number) => {
    const answers: number[] = []
    while (answers.length < count) answers.push((await ask(app, 'showMe', headers)).statusCode)
    return answers
  }
  expect(await statuses(ada, 3)).toEqual([200, 200, 200])
  const refused = await ask(app, 'showMe', ada)
  expect(refused.headers['retry-after']).toBe('20')
  expect(refused.json()).toMatchObject({ status: 429, code: 'throttled' })
  expect(refused.json().detail).toContain('Ask again in 20 seconds')
  // One request was the sign-in.
  expect(await statuses({ host }, 3)).toEqual([401, 401, 429])
  expect(await statuses(fromServer, 5)).toEqual([200, 200, 200, 200, 200])
  await at.clock.advance(20_000)
  expect(await statuses(ada, 2)).toEqual([200, 429])
})
