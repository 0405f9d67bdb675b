import { expect, test } from 'vitest'
import { client, clientFor, type Answer } from './testing/client.ts'
import { builders, civil } from './testing/places.ts'
import { testSandbox } from './testing/sandbox.ts'
import type { Sandbox } from './sandbox.ts'

// Time nearly stands still, so that no window ends by itself while a test runs.
const limited = { rateLimit: 'realistic', clock: 0.001 } as const

const standing = ({ headers }: Answer) =>
  ['limit', 'remaining', 'reset'].map((name) => Number(headers.get(`x-rate-limit-${name}`)))

/** Puts time forward by what an answer 429 asks to wait. */
async function waitAsAsked({ addresses }: Sandbox, seconds: number): Promise<void> {
  await fetch(`${addresses.admin}/time/skip`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ seconds }),
  })
}

test('the headers show whichever limit is nearer, and 429 says when it ends', async () => {
  const sandbox = await testSandbox({ ...limited, hourlyLimit: 7, spikeLimit: 5 })
  const { get } = await clientFor(sandbox)
  for (const remaining of [4, 3, 2, 1, 0]) {
    expect(standing(await get('/rest/v1.0/me')).slice(0, 2)).toEqual([5, remaining])
  }
  const refused = await get('/rest/v1.0/me')
  expect(refused.status).toBe(429)
  expect(refused.body.errors?.[0]).toContain('surpassed the max number of requests for an hour')
  const seconds = Number(refused.headers.get('retry-after'))
  expect(seconds).toBeGreaterThan(0)
  expect(seconds).toBeLessThanOrEqual(10)

  await waitAsAsked(sandbox, seconds)
  expect(standing(await get('/rest/v1.0/me')).slice(0, 2)).toEqual([7, 1])
  expect((await get('/rest/v1.0/me')).status).toBe(200)
  const overHour = await get('/rest/v1.0/me')
  expect(overHour.status).toBe(429)
  expect(Number(overHour.headers.get('retry-after'))).toBeGreaterThan(3000)
  await waitAsAsked(sandbox, 3600)
  expect((await get('/rest/v1.0/me')).status).toBe(200)
})

test('the usual limits are 25 in ten seconds and 3,600 in an hour', async () => {
  const { get } = await clientFor(await testSandbox(limited))
  expect(standing(await get('/rest/v1.0/me')).slice(0, 2)).toEqual([25, 24])
})

test('calls that fail count too, those without a valid token do not', async () => {
  const sandbox = await testSandbox({ ...limited, spikeLimit: 10 })
  const { get } = await clientFor(sandbox)
  expect(standing(await get('/rest/v1.0/folders/1?project_id=1'))[1]).toBe(9)
  expect((await client(sandbox, 'no token', builders).get('/rest/v1.0/me')).headers.has('x-rate-limit-limit')).toBe(
    false,
  )
  expect(standing(await get('/rest/v1.0/me'))[1]).toBe(8)
})

test('a service account has a budget in each company, a person one for all', async () => {
  const sandbox = await testSandbox({ ...limited, spikeLimit: 10 })
  const service = await clientFor(sandbox, 'service')
  expect(standing(await service.get(`/rest/v1.0/companies/${builders}/me`))[1]).toBe(9)
  expect(standing(await client(sandbox, service.token, civil).get(`/rest/v1.0/companies/${civil}/me`))[1]).toBe(9)
  const person = await clientFor(sandbox)
  expect(standing(await person.get(`/rest/v1.0/companies/${builders}/me`))[1]).toBe(9)
  expect(standing(await client(sandbox, person.token, civil).get(`/rest/v1.0/companies/${civil}/me`))[1]).toBe(8)
})

test('uploads to the storage host and downloads cost nothing', async () => {
  const sandbox = await testSandbox(limited)
  const { addFile, download } = await clientFor(sandbox)
  const added = await addFile('a.txt', 'x')
  expect(standing(added)[1]).toBe(23)
  expect((await download(String(added.body.file_versions?.[0]?.url))).headers.has('x-rate-limit-limit')).toBe(false)
})

test('without limits nothing is refused and no header speaks of them', async () => {
  const { get } = await clientFor(await testSandbox({ spikeLimit: 1 }))
  await get('/rest/v1.0/me')
  const second = await get('/rest/v1.0/me')
  expect(second.status).toBe(200)
  expect(second.headers.has('x-rate-limit-limit')).toBe(false)
})
