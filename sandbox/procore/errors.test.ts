import { expect, test } from 'vitest'
import { client, clientFor } from './testing/client.ts'
import { builders, hospital, mechanical, school } from './testing/places.ts'
import { testSandbox } from './testing/sandbox.ts'

test('an unknown token answers 401, worded for each version', async () => {
  const { get } = client(await testSandbox(), 'no token', builders)
  const first = await get(`/rest/v1.0/projects/${school}/documents`)
  expect(first).toMatchObject({ status: 401, body: { message: 'The access token is invalid' } })
  expect(first.headers.get('www-authenticate')).toContain('invalid_token')
  expect(await get(`/rest/v2.0/projects/${school}/documents`)).toMatchObject({
    status: 401,
    body: { error: { code: 'UNAUTHORIZED', details: [{ reason_code: 'INVALID_TOKEN' }] } },
  })
})

test('the header with the company is missed, but not where a person asks who or where they are', async () => {
  const sandbox = await testSandbox()
  const { token } = await clientFor(sandbox)
  const person = client(sandbox, token, undefined)
  expect((await person.get('/rest/v1.0/me')).body).toEqual({ id: 160586, login: 'controller@sandbox.example' })
  expect((await person.get('/rest/v1.0/companies')).status).toBe(200)
  const missed = await person.get(`/rest/v1.0/folders?project_id=${school}`)
  expect(missed.status).toBe(400)
  expect(String(missed.body.message)).toMatch(/^Missing Procore-Company-Id header!/)
  const service = client(sandbox, (await clientFor(sandbox, 'service')).token, undefined)
  expect((await service.get('/rest/v1.0/me')).status).toBe(400)
  expect((await service.get('/rest/v1.0/companies')).status).toBe(400)
})

test('an app that is not installed is told so, and what is elsewhere is not found', async () => {
  const sandbox = await testSandbox()
  const { token, get } = await clientFor(sandbox)
  expect(await client(sandbox, token, mechanical).get(`/rest/v1.1/projects?company_id=${mechanical}`)).toMatchObject({
    status: 403,
    body: { errors: ['App is not connected to this company.'] },
  })
  expect((await get(`/rest/v1.1/projects?company_id=${mechanical}`)).status).toBe(404)
  expect((await get('/rest/v1.0/folders?project_id=999')).body).toEqual({ errors: ['Project not found'] })
  expect((await get(`/rest/v1.0/projects/${school}/folders`)).status).toBe(404)
  expect((await get(`/rest/v1.0/folders/999?project_id=${school}`)).status).toBe(404)
})

test('what is missing or makes no sense is named field by field', async () => {
  const { call, get } = await clientFor(await testSandbox())
  const folders = `/rest/v1.0/folders?project_id=${school}`
  expect(await call('POST', folders, { folder: {} })).toMatchObject({
    status: 400,
    body: { errors: { name: ['is required'] } },
  })
  expect((await call('POST', folders, { folder: { name: 'a', parent_id: 'x' } })).body).toEqual({
    errors: { parent_id: ['is invalid'] },
  })
  expect((await call('POST', folders, new Blob(['{']), { 'content-type': 'application/json' })).status).toBe(400)
  expect((await get(`/rest/v1.0/projects/${school}/documents?filters[updated_at]=yesterday`)).status).toBe(400)
  expect((await get(`/rest/v1.0/projects/${school}/documents?sort=size`)).status).toBe(400)
})

test('every answer has a number of its own, refusals too', async () => {
  const { get } = await clientFor(await testSandbox())
  const answers = await Promise.all(
    ['/rest/v1.0/me', '/nothing', `/rest/v1.0/folders/1?project_id=${hospital}`].map(get),
  )
  const numbers = answers.map(({ headers }) => headers.get('x-request-id'))
  expect(new Set(numbers).size).toBe(3)
  expect(numbers).not.toContain(null)
})
