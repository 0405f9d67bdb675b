import { expect, test } from 'vitest'
import type { Sandbox } from './sandbox.ts'
import { clientFor } from './testing/client.ts'
import { hospital, school } from './testing/places.ts'
import { testSandbox } from './testing/sandbox.ts'
import { tokensFor } from './testing/sign-in.ts'

// Requests in the forms in which published clients send them.

async function tokenBy({ addresses, credentials }: Sandbox, form: 'basic' | 'json' | 'multipart' | 'slash') {
  const [{ clientId, clientSecret } = { clientId: '', clientSecret: '' }] = credentials.serviceAccounts
  const fields = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }
  const multipart = new FormData()
  for (const [name, value] of Object.entries(fields)) multipart.append(name, value)
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64')
  const requests = {
    basic: {
      headers: { authorization: `Basic ${basic}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    },
    json: { headers: { 'content-type': 'application/json' }, body: JSON.stringify(fields) },
    multipart: { body: multipart },
    slash: { body: new URLSearchParams(fields) },
  }
  const path = form === 'slash' ? '/oauth/token/' : '/oauth/token'
  return (await fetch(addresses.login + path, { method: 'POST', ...requests[form] })).json()
}

test('tokens come for HTTP Basic, JSON, forms of both kinds and an address with a slash at its end', async () => {
  const sandbox = await testSandbox()
  for (const form of ['basic', 'json', 'multipart', 'slash'] as const) {
    expect([form, await tokenBy(sandbox, form)]).toEqual([form, expect.objectContaining({ token_type: 'bearer' })])
    expect(await tokenBy(sandbox, form)).not.toHaveProperty('refresh_token')
  }
})

test('a refresh needs no redirect_uri', async () => {
  const sandbox = await testSandbox()
  const { refresh_token: refreshToken } = await tokensFor(sandbox)
  const { clientId, clientSecret } = sandbox.credentials.app
  const answer = await fetch(`${sandbox.addresses.login}/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken }),
  })
  expect(await answer.json()).toMatchObject({ refresh_token: expect.any(String) })
})

test('a file comes as multipart with its bytes, is renamed by a form, and gets a version by a form with an upload', async () => {
  const { call, upload, download } = await clientFor(await testSandbox())
  const form = new FormData()
  form.append('file[name]', 'field notes.txt')
  form.append('file[is_tracked]', 'False')
  form.append('file[data]', new Blob(['wet concrete']), 'notes.txt')
  const made = await call('POST', `/rest/v1.0/files?project_id=${school}`, form)
  expect(made).toMatchObject({ status: 201, body: { name: 'field notes.txt', size: 12, is_tracked: false } })
  const path = `/rest/v1.0/files/${String(made.body.id)}?project_id=${school}`
  const renamed = await call('PATCH', path, new URLSearchParams({ 'file[name]': 'renamed & moved.txt' }))
  expect(renamed.body.name).toBe('renamed & moved.txt')
  const next = new FormData()
  next.append('file[upload_uuid]', await upload('x', 'dry concrete'))
  const changed = await call('PATCH', path, next)
  expect(changed.body.file_versions?.[0]?.number).toBe(2)
  expect((await download(String(changed.body.file_versions?.[0]?.url))).text).toBe('dry concrete')
})

test('a multipart file of any bytes arrives as it was, also when it looks like a boundary', async () => {
  const { call, download } = await clientFor(await testSandbox())
  const nasty = '\r\n--\r\n----x\r\n\r\n--boundar\r\n-boundary\r\n--boundar'
  const part = '--boundary\r\nContent-Disposition: form-data; name="file[data]"; filename="n.bin"\r\n\r\n'
  const send = (body: string) =>
    call('POST', `/rest/v1.0/files?project_id=${school}`, new Blob([body]), {
      'content-type': 'multipart/form-data; boundary=boundary',
    })
  expect((await send(`${part}half`)).status).toBe(400)
  const made = await send(`${part}${nasty}\r\n--boundary--\r\n`)
  expect(made.status).toBe(201)
  expect((await download(String(made.body.file_versions?.[0]?.url))).text).toBe(nasty)
})

test('per_page=10000 is cut to the most that is given, and a loop until the empty page sees everything', async () => {
  const { get } = await clientFor(await testSandbox({ seed: 'construction', maxPerPage: 120 }))
  const sizes: number[] = []
  for (let page = 1; sizes.at(-1) !== 0; page++) {
    const listed = await get(`/rest/v1.0/projects/${hospital}/documents?view=extended&per_page=10000&page=${page}`)
    sizes.push(Array.from(listed.body as unknown as object[]).length)
    expect(listed.headers.get('per-page')).toBe('120')
  }
  expect(sizes.slice(0, 2)).toEqual([120, 120])
  const total = Number((await get(`/rest/v1.0/projects/${hospital}/documents`)).headers.get('total'))
  expect(sizes.reduce((a, b) => a + b)).toBe(total)
})

test('Link can be split at the comma, and every address in it is whole', async () => {
  const { get } = await clientFor(await testSandbox({ seed: 'construction' }))
  const { headers } = await get(
    `/rest/v1.0/projects/${hospital}/documents?filters[file_type]=pdf,docx&per_page=10&page=2`,
  )
  const links = headers
    .get('link')
    ?.split(', ')
    .map((link) => /(?:vapid|rest\/.*?)\/(.*?)>; rel="(\w+)"/.exec(link)?.[2])
  expect(links).toEqual(['first', 'prev', 'last', 'next'])
})
