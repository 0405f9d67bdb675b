import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import {
  clientId,
  clientSecret,
  freePort,
  openProvider,
  type Account,
  type TestProvider,
} from './testing/identity-provider.ts'
import { openTestHouse, type Answer, type TestHouse } from './testing/house.ts'

const accounts: Readonly<Record<string, Account>> = {
  ada: { email: 'Ada@example.org', email_verified: true, name: 'Ada' },
  other: { email: 'ada@example.org', email_verified: true, name: 'Ada the Second' },
  ben: { email: 'ben@example.org', email_verified: true, name: 'Ben' },
  cleo: { email: 'cleo@example.org', email_verified: true, name: 'Cleo' },
  unverified: { email: 'ada@example.org', email_verified: false },
  nameless: {},
}
const password = 'blue harbour crane 42'

let folder: string
let port: number
let house: TestHouse

const issuer = () => `http://127.0.0.1:${port}`

async function settings(more: { readonly oidcDefaultRole?: 'viewer' } = {}) {
  const oidcClientSecretFile = join(folder, 'client-secret')
  await writeFile(oidcClientSecretFile, `${clientSecret}\n`, { mode: 0o600 })
  return { oidcIssuer: issuer(), oidcClientId: clientId, oidcClientSecretFile, oidcName: 'Harbour ID', ...more }
}

beforeAll(async () => {
  // The provider warns that it keeps everything in memory, which is what a test wants.
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  folder = await mkdtemp(join(tmpdir(), 'gantry-secret-'))
  port = await freePort()
  house = await openTestHouse({ settings: await settings() })
  for (const [name, email] of [
    ['Ada', 'ada@example.org'],
    ['Cleo', 'cleo@example.org'],
  ] as const) {
    const invited = await house.ask('POST', '/invitations', { json: { email, role: 'operator' } })
    const secret = String(invited.json['url']).split('#')[1]
    await fromPage(house, 'POST', '/welcome', { secret, name, password })
  }
})

afterAll(async () => {
  vi.restoreAllMocks()
  await house[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

const here = (at: TestHouse) => `localhost:${at.port}`
const redirectUrlOf = (at: TestHouse) => `http://${here(at)}/single-sign-on`
const cookiesIn = ({ headers }: Answer) => [headers['set-cookie'] ?? []].flat().map((set) => set.split(';')[0] ?? '')
const detailOf = ({ status, json }: Answer) => `${status} ${String(json['detail'])}`

async function fromPage(at: TestHouse, method: string, path: string, json?: object, cookie?: string): Promise<Answer> {
  const headers = { host: here(at), 'sec-fetch-site': 'same-origin', ...(cookie !== undefined && { cookie }) }
  return at.ask(method, path, { token: null, headers, ...(json && { json }) })
}

const provide = async (more: Partial<Parameters<typeof openProvider>[0]> = {}, at = house): Promise<TestProvider> =>
  openProvider({ port, accounts, redirectUrl: redirectUrlOf(at), ...more })

const begin = async (at = house) => fromPage(at, 'POST', '/single-sign-on/begin')

/** Goes to the provider and back as somebody. */
async function signOn(provider: TestProvider, as: string, at = house): Promise<Answer> {
  const begun = await begin(at)
  expect([begun.status, begun.text]).toEqual([200, expect.stringContaining(issuer())])
  const answer = await provider.visit(String(begun.json['url']), as)
  return fromPage(at, 'POST', '/single-sign-on', { answer }, cookiesIn(begun)[0])
}

async function whoIs(completed: Answer, at = house): Promise<unknown> {
  return (await fromPage(at, 'GET', '/me', undefined, cookiesIn(completed).join('; '))).json
}

async function lastActs(count: number, at = house): Promise<unknown> {
  const { json } = await at.ask('GET', `/audit?limit=${count}`)
  return json['entries']
}

test('Gantry starts without the provider, tells its name, and says in a sentence that it cannot be reached', async () => {
  expect((await fromPage(house, 'GET', '/single-sign-on')).json).toEqual({ name: 'Harbour ID' })
  const refused = await begin()
  expect(detailOf(refused)).toMatch(
    /^409 Harbour ID could not be asked who you are: 127\.0\.0\.1:\d+ cannot be reached/,
  )
  expect(refused.headers['set-cookie']).toBeUndefined()
})

test('a person of the same verified e-mail address is linked, and known by that account from then on', async () => {
  await using provider = await provide()
  const first = await signOn(provider, 'ada')
  expect([first.status, first.json]).toMatchObject([200, { name: 'Ada', person: { role: 'operator', isLinked: true } }])
  expect(String(first.headers['set-cookie'])).toMatch(/-sign-on=;.*Max-Age=0.*gantry-\d+=[\w-]{43}; Path=\/; HttpOnly/)
  expect(await whoIs(first)).toMatchObject({ name: 'Ada' })
  expect(await lastActs(2)).toMatchObject([
    { act: 'session.begun', outcome: 'done', actor: { name: 'Ada' }, facts: { way: 'single-sign-on' } },
    { act: 'person.linked', outcome: 'done', subject: { name: 'Ada' } },
  ])
  expect((await signOn(provider, 'ada')).status).toBe(200)
  expect(detailOf(await signOn(provider, 'other'))).toMatch(/^403 ada@example.org is linked to another account/)
  const withPassword = await fromPage(house, 'POST', '/sign-in', { email: 'ada@example.org', password })
  expect(withPassword.status).toBe(200)
})

test('when an administrator ends the link, its sessions end, and another account of that address can be linked', async () => {
  await using provider = await provide()
  const before = await signOn(provider, 'ada')
  const { person } = before.json as { readonly person: { readonly id: string } }
  expect((await house.ask('DELETE', `/people/${person.id}/identity`)).status).toBe(204)
  expect(await whoIs(before)).toMatchObject({ code: 'unauthorised' })
  expect((await house.ask('DELETE', `/people/${person.id}/identity`)).status).toBe(409)
  expect((await signOn(provider, 'other')).json).toMatchObject({ person: { id: person.id, isLinked: true } })
  expect(detailOf(await signOn(provider, 'ada'))).toMatch(/^403 ada@example.org is linked/)
  await house.ask('DELETE', `/people/${person.id}/identity`)
})

test('who is neither there nor invited is refused, and once invited comes in with the role of the invitation', async () => {
  await using provider = await provide()
  expect(detailOf(await signOn(provider, 'ben'))).toMatch(/^403 Harbour ID knows you as ben@example.org, but nobody/)
  expect(await lastActs(1)).toMatchObject([
    { outcome: 'refused', actor: { kind: 'nobody', name: 'ben@example.org' }, facts: { reason: 'unknown-person' } },
  ])
  await house.ask('POST', '/invitations', { json: { email: 'BEN@example.org', role: 'approver' } })
  const welcomed = await signOn(provider, 'ben')
  expect(welcomed.json).toMatchObject({ name: 'Ben', person: { role: 'approver', email: 'ben@example.org' } })
  expect((await house.ask('GET', '/invitations')).json).toEqual({ invitations: [] })
})

test.for([
  ['unverified', /^403 Harbour ID did not say that ada@example.org is verified/, 'unverified-email'],
  ['nameless', /^403 Harbour ID did not say which e-mail address is yours/, 'no-email'],
  ['cancels', /^403 The sign-in at Harbour ID was cancelled or refused there\./, 'refused-by-provider'],
] as const)('%s is refused in words, without a session', async ([who, sentence, reason]) => {
  await using provider = await provide()
  const refused = await signOn(provider, who)
  expect(detailOf(refused)).toMatch(sentence)
  expect(cookiesIn(refused)).toEqual([expect.stringMatching(/-sign-on=$/)])
  expect(await lastActs(1)).toMatchObject([{ outcome: 'refused', facts: { way: 'single-sign-on', reason } }])
})

test('an answer counts only in the browser that began, once, and for what it was begun', async () => {
  await using provider = await provide()
  const mine = await begin()
  const theirs = await begin()
  const answer = await provider.visit(String(theirs.json['url']), 'ada')
  const complete = async (answer: string, cookie?: string) =>
    fromPage(house, 'POST', '/single-sign-on', { answer }, cookie)
  const elsewhere = /^409 This sign-in took longer than ten minutes, .* or was begun in another browser/
  expect(detailOf(await complete(answer))).toMatch(elsewhere)
  expect(detailOf(await complete(answer, cookiesIn(mine)[0]))).toMatch(elsewhere)
  const foreign = new URLSearchParams(answer)
  foreign.set('state', new URL(String(mine.json['url'])).searchParams.get('state') ?? '')
  expect((await complete(foreign.toString(), cookiesIn(mine)[0])).status).toBe(409)
  expect((await complete('', cookiesIn(mine)[0])).status).toBe(409)

  const whole = await begin()
  const code = await provider.visit(String(whole.json['url']), 'ada')
  expect((await complete(code, cookiesIn(whole)[0])).status).toBe(200)
  expect(detailOf(await complete(code, cookiesIn(whole)[0]))).toMatch(/^409 .* took too long or was used already/)
})

test('a disabled person is refused, linked or not', async () => {
  await using provider = await provide()
  const { json } = await house.ask('GET', '/people?text=cleo')
  const [cleo] = json['people'] as readonly { readonly id: string }[]
  await signOn(provider, 'cleo')
  await house.ask('PATCH', `/people/${cleo?.id}`, { json: { isDisabled: true } })
  expect(detailOf(await signOn(provider, 'cleo'))).toMatch(/^403 The account of cleo@example.org is disabled/)
  await house.ask('DELETE', `/people/${cleo?.id}/identity`)
  expect(detailOf(await signOn(provider, 'cleo'))).toMatch(/^403 The account of cleo@example.org is disabled/)
  expect(await lastActs(1)).toMatchObject([
    { outcome: 'refused', subject: { name: 'Cleo' }, facts: { reason: 'disabled' } },
  ])
})

test('a wrong secret and a wrong clock are told to whoever can mend them, and nothing else is told', async () => {
  {
    await using provider = await provide({ clientSecret: 'another secret' })
    expect(detailOf(await signOn(provider, 'ada'))).toMatch(/^409 Harbour ID does not accept this Gantry\./)
  }
  await using provider = await provide({ slowBy: 7200 })
  expect(detailOf(await signOn(provider, 'ada'))).toMatch(
    /^409 .* The clock of this Gantry’s machine or of the provider/,
  )
  expect(house.log()).toContain('sign-on-failed')
  expect(house.log()).not.toContain(clientSecret)
  expect(house.log()).not.toMatch(/[?&]code=/)
})

test('with a default role newcomers come in, but nobody before the first administrator', async () => {
  await using other = await openTestHouse({ settings: await settings({ oidcDefaultRole: 'viewer' }) })
  await using provider = await provide({}, other)
  expect(detailOf(await signOn(provider, 'ben', other))).toMatch(/^403 There is no administrator yet/)
  const invited = await other.ask('POST', '/invitations', { json: { email: 'ada@example.org', role: 'administrator' } })
  const secret = String(invited.json['url']).split('#')[1]
  await fromPage(other, 'POST', '/welcome', { secret, name: 'Ada', password })
  expect((await signOn(provider, 'ben', other)).json).toMatchObject({ person: { role: 'viewer', name: 'Ben' } })
})

test('where none is set up, no provider is named and nothing can be begun', async () => {
  await using plain = await openTestHouse()
  expect((await fromPage(plain, 'GET', '/single-sign-on')).json).toEqual({})
  expect((await begin(plain)).status).toBe(404)
  const elsewhere = await house.ask('POST', '/single-sign-on/begin', { token: null })
  expect(detailOf(elsewhere)).toMatch(/^409 Single sign-on works at http:\/\/localhost:\d+ only/)
})
