import { expect, test } from 'vitest'
import { client, clientFor, sendForm, type Json } from './testing/client.ts'
import { builders, hospital, school } from './testing/places.ts'
import { testSandbox, type TestSandbox } from './testing/sandbox.ts'

function adminOf({ addresses }: TestSandbox) {
  return async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(addresses.admin + path, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    const text = await answer.text()
    return { status: answer.status, body: (text === '' ? {} : JSON.parse(text)) as Json }
  }
}

test('calls are counted by endpoint and status until the counters are reset', async () => {
  const sandbox = await testSandbox()
  const admin = adminOf(sandbox)
  const { get, addFile } = await clientFor(sandbox)
  await admin('DELETE', '/calls')
  await addFile('a.txt', 'x')
  await get(`/rest/v1.0/files/1?project_id=${school}`)
  const { body } = await admin('GET', '/calls')
  expect(body).toMatchObject({ total: 4, limited: 3, statuses: { 201: 2, 204: 1, 404: 1 } })
  expect(body.endpoints).toEqual(
    expect.arrayContaining([
      { endpoint: 'POST /rest/v1.1/projects/:project_id/uploads', count: 1, statuses: { 201: 1 } },
      { endpoint: 'POST /rest/v1.0/files', count: 1, statuses: { 201: 1 } },
      { endpoint: 'storage POST /pro-core.com', count: 1, statuses: { 204: 1 } },
    ]),
  )
  await admin('DELETE', '/calls')
  expect((await admin('GET', '/calls')).body.total).toBe(0)
})

test('the n-th call of an endpoint fails as asked, and only that', async () => {
  const sandbox = await testSandbox()
  const fault = { endpoint: 'POST /rest/v1.0/folders', nth: 2, times: 1, status: 503, headers: { 'retry-after': '7' } }
  expect((await adminOf(sandbox)('POST', '/faults', fault)).status).toBe(201)
  const { addFolder } = await clientFor(sandbox)
  expect((await addFolder('one')).status).toBe(201)
  const failed = await addFolder('two')
  expect(failed.status).toBe(503)
  expect(failed.headers.get('retry-after')).toBe('7')
  expect((await addFolder('two')).status).toBe(201)
})

test('a connection can be cut before a call does anything, and after it did everything', async () => {
  const sandbox = await testSandbox()
  const admin = adminOf(sandbox)
  const { addFolder } = await clientFor(sandbox)
  const endpoint = 'POST /rest/v1.0/folders'
  await admin('POST', '/faults', { endpoint, times: 1, cut: 'before' })
  await expect(addFolder('lost')).rejects.toThrow()
  expect((await addFolder('lost')).status).toBe(201)
  await admin('POST', '/faults', { endpoint, times: 1, cut: 'after' })
  await expect(addFolder('made')).rejects.toThrow()
  expect((await addFolder('made')).status).toBe(400)
})

test('the storage host goes down and comes back', async () => {
  const sandbox = await testSandbox()
  const admin = adminOf(sandbox)
  const { call } = await clientFor(sandbox)
  const { body: form } = await call('POST', `/rest/v1.1/projects/${school}/uploads`, { response_filename: 'a' })
  const { body: fault } = await admin('POST', '/faults', { endpoint: 'storage *', status: 503 })
  expect((await sendForm(form, 'x')).status).toBe(503)
  await admin('DELETE', `/faults/${String(fault.id)}`)
  expect((await sendForm(form, 'x')).status).toBe(204)
})

test('tokens are revoked, the app is uninstalled, a project is removed', async () => {
  const sandbox = await testSandbox()
  const admin = adminOf(sandbox)
  const before = await clientFor(sandbox)
  await admin('POST', '/tokens/revoke')
  expect((await before.get('/rest/v1.0/me')).status).toBe(401)

  const { get } = await clientFor(sandbox)
  const projects = `/rest/v1.1/projects?company_id=${builders}`
  await admin('DELETE', `/projects/${hospital}`)
  expect(Array.from((await get(projects)).body as unknown as Json[], ({ id }) => Number(id))).not.toContain(hospital)
  expect((await get(`/rest/v1.0/folders?project_id=${hospital}`)).status).toBe(404)

  const { clientId } = sandbox.credentials.app
  await admin('DELETE', `/apps/${clientId}/installs/${builders}`)
  expect((await get(projects)).body).toEqual({ errors: ['App is not connected to this company.'] })
  await admin('PUT', `/apps/${clientId}/installs/${builders}`)
  expect((await get(projects)).status).toBe(200)
})

test('a reset brings everything back to the first day and leaves sign-ins alone', async () => {
  const sandbox = await testSandbox()
  const admin = adminOf(sandbox)
  const { addFolder, get, token } = await clientFor(sandbox)
  await addFolder('gone after the reset')
  await admin('DELETE', `/projects/${hospital}`)
  expect((await admin('POST', '/reset')).status).toBe(200)
  const { body: root } = await get(`/rest/v1.0/folders?project_id=${school}`)
  expect(Array.from(root.folders as unknown as Json[], ({ name }) => String(name))).toEqual([
    'Recycle Bin',
    'Schedules',
  ])
  expect((await client(sandbox, token, builders).get(`/rest/v1.0/projects/${hospital}`)).status).toBe(200)
})
