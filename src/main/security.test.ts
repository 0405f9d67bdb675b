import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { routes } from '#api/contract/routes.ts'
import { harbour } from './testing/harbour.ts'
import { openTestHouse, sharedHouse } from './testing/house.ts'

describe('the door of the API', () => {
  const shared = sharedHouse()

  test('nothing but health and the sign-in’s callback answers without the token', async () => {
    const house = shared()
    const open = new Set<string>()
    for (const [name, { method, path }] of Object.entries(routes)) {
      const url = path.replace(/\{\w+\}/g, '1')
      for (const token of [null, 'x'.repeat(43), `${house.token}x`]) {
        const { status, headers } = await house.ask(method, url, { token })
        if (status !== 401) open.add(name)
        else expect(headers['content-type']).toContain('application/problem+json')
      }
    }
    // Those by which a person makes themself known answer too, and look for themselves.
    const signOnOnes = ['beginSignOn', 'completeSignOn', 'showSignOn']
    const publicOnes = ['completeSignIn', 'health', 'lookAtLink', 'redeemLink', 'signIn', 'signOut', ...signOnOnes]
    expect([...open].filter((name) => !publicOnes.includes(name))).toEqual([])
    expect((await house.ask('GET', '/connections')).status).toBe(200)
  })

  test('every act of the table answers at its place', async () => {
    const house = shared()
    // The stream of changes never ends, and has tests of its own.
    for (const { method, path } of Object.values(routes).filter(({ path }) => path !== '/events')) {
      const url = path.replace(/\{\w+\}/g, 'none')
      const { status, text } = await house.ask(method, url)
      expect([url, status]).not.toEqual([url, 405])
      expect(text).not.toContain('There is nothing at')
    }
  })

  test('the token lies in a file that only its owner can read, and survives a restart', async () => {
    await using house = await openTestHouse()
    const { mode } = await stat(join(house.data, 'local.token'))
    expect(mode & 0o777).toBe(0o600)
    expect(Buffer.from(house.token, 'base64url').length).toBe(32)
    await house.stop()
    await using again = await openTestHouse({ settings: { data: house.data } })
    expect((await again.ask('GET', '/connections', { token: house.token })).status).toBe(200)
  })

  test('what Gantry keeps for itself is reached through no location, connection or job', async () => {
    const house = shared()
    const inside = ['', '/reports', '/new/folder', '/../..'].map((path) => `${house.data}${path}`)
    const asked = [
      ...['/content', '/entries', '/versions'].flatMap((route) =>
        [...inside, `${house.data}/local.token`, `${house.data}/master.key`].map(
          (location) => ['GET', `${route}?location=${encodeURIComponent(location)}`, undefined] as const,
        ),
      ),
      ...inside.flatMap((folder) => [
        ['POST', '/jobs', { source: folder, destination: `${house.data}-copy` }] as const,
        ['POST', '/jobs', { source: `${house.data}-from`, destination: folder }] as const,
      ]),
    ]
    for (const [method, url, json] of asked) {
      const { status, text } = await house.ask(method, url, json && { json })
      expect([url, status]).toEqual([url, 403])
      expect(text).not.toContain(house.token)
      expect(text).toContain('cannot be used')
      expect(text).not.toContain('Ask an administrator')
    }
    const root = { platform: 'filesystem', name: 'All of it', values: { root: '/' } }
    await house.ask('POST', '/connections', { json: root })
    const within = `/content?location=${encodeURIComponent(`All of it:${house.data}/local.token`)}`
    expect((await house.ask('GET', within)).status).toBe(403)
  })

  test('a request that names another host is refused, also with the token', async () => {
    await using house = await openTestHouse({ settings: { publicUrl: 'https://gantry.example.org' } })
    const statusFor = async (host: string) => (await house.ask('GET', '/health', { headers: { host } })).status
    for (const host of ['localhost:1', '127.0.0.1', '[::1]:7070', 'gantry.example.org']) {
      expect([host, await statusFor(host)]).toEqual([host, 200])
    }
    for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', 'a@localhost']) {
      expect([host, await statusFor(host)]).not.toEqual([host, 200])
    }
  })

  test('pages elsewhere are told nothing that would let them read an answer', async () => {
    const house = shared()
    const { headers } = await house.ask('GET', '/health', { headers: { origin: 'https://evil.example' } })
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
    expect((await house.ask('OPTIONS', '/connections')).status).toBe(405)
  })

  test.for([
    ['an address where nothing is', 'GET', '/nothing', {}, 404, /nothing at \/api\/v1\/nothing/],
    ['a method that is not for this address', 'PUT', '/connections', {}, 405, /PUT is not possible/],
    [
      'a body of another type',
      'POST',
      '/connections',
      { body: 'x', headers: { 'content-type': 'text/plain' } },
      415,
      /content type/,
    ],
    [
      'a body that is no JSON',
      'POST',
      '/jobs',
      { body: '{', headers: { 'content-type': 'application/json' } },
      400,
      /no JSON/,
    ],
    ['a body that is too large', 'POST', '/jobs', { json: 'x'.repeat(300_000) }, 413, /larger/],
    ['an address that is not well-formed', 'GET', '/connections/%E0%A4%A', {}, 400, /not well-formed/],
    ['a field that is missing', 'POST', '/connections', { json: {} }, 400, /“platform” is missing/],
    [
      'a field that does not exist',
      'POST',
      '/jobs',
      { json: { source: '/a', destination: '/b', speed: 1 } },
      400,
      /“speed”/,
    ],
    ['a value out of range', 'GET', '/runs?limit=9999', {}, 400, /“limit” is not valid/],
    ['a cursor that is none', 'GET', '/runs?after=x', {}, 400, /“after” is not valid: it must be an id/],
    ['no body where one is needed', 'POST', '/connections', {}, 400, /body is needed/],
  ] as const)('%s is answered with a problem in words', async ([, method, path, question, status, detail]) => {
    const house = shared()
    const answer = await house.ask(method, path, question)
    expect([answer.status, answer.headers['content-type']]).toEqual([status, 'application/problem+json'])
    expect(answer.json).toMatchObject({ status, detail: expect.stringMatching(detail) as string })
    expect(Object.keys(answer.json).toSorted()).toEqual(['advice', 'code', 'detail', 'status', 'title', 'type'])
    if (status === 405) expect(answer.headers['allow']).toBe('GET, POST')
  })

  test('what nobody foresaw is told by an id that the log knows, without its words', async () => {
    await using house = await openTestHouse({ platforms: [{ ...harbour(), open: fallApart }] })
    const values = { domain: 'https://harbour.example', clientId: 'crane', clientSecret: 'sesame-4711' }
    await house.ask('POST', '/connections', { json: { platform: 'harbour', values } })
    const broken = await house.ask('GET', '/entries?location=Harbour:')
    expect([broken.status, broken.json['code']]).toEqual([500, 'unexpected'])
    expect(house.log()).toContain(/the id (\w+)/.exec(broken.text)?.[1] ?? 'none')
    expect(broken.text).not.toMatch(/cargo|\.ts/)
  })

  test.for(['9999999999999999999.1', '1.9999999999999999999', '1', '1.x'])(
    'a cursor of items that is none, %s, is refused',
    async (after) => {
      const house = shared()
      const job = await house.ask('POST', '/jobs', {
        json: { source: `${house.data}-from`, destination: `${house.data}-copy`, reuse: true },
      })
      const run = await house.ask('POST', `/jobs/${String(job.json['id'])}/runs`, { json: { simulate: true } })
      const { status } = await house.ask('GET', `/runs/${String(run.json['id'])}/items?after=${after}`)
      expect(status).toBe(400)
    },
  )
})

async function fallApart(): Promise<never> {
  throw new TypeError('cargo is not iterable')
}
