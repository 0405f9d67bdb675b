import { expect, test } from 'vitest'
import { apiRoot, routes } from '#api/contract/routes.ts'
import type { OpenApi } from '#api/openapi.ts'
import { sharedHouse } from './testing/house.ts'

const shared = sharedHouse()

async function document(): Promise<OpenApi> {
  const { json } = await shared().ask('GET', '/openapi.json', { token: null })
  return json as unknown as OpenApi
}

test('every act of the table is in the document, with its permission, parameters and answer', async () => {
  const { openapi, paths, servers } = await document()
  expect([openapi, servers]).toEqual(['3.1.0', [{ url: apiRoot }]])
  for (const [name, { method, path, access }] of Object.entries(routes)) {
    const operation = paths[path]?.[method.toLowerCase()]
    expect(operation).toMatchObject({ operationId: name, 'x-permission': access })
    expect(operation?.security.length).toBe(access === 'public' ? 0 : 2)
    const inPath = operation?.parameters.filter((one) => one.in === 'path').map((one) => one.name)
    expect(inPath).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, part]) => part))
    expect(Object.keys(operation?.responses ?? {})).toEqual([expect.stringMatching(/^20[014]$/), 'default'])
  }
  const count = Object.values(paths).flatMap((methods) => Object.keys(methods)).length
  expect(count).toBe(Object.keys(routes).length)
})

test('the schemas say what is checked', async () => {
  const { paths } = await document()
  const list = paths['/connections']?.['get']
  expect(list?.parameters.find(({ name }) => name === 'limit')?.schema).toMatchObject({ minimum: 1, maximum: 500 })
  const add = paths['/connections']?.['post']
  expect(add?.requestBody).toMatchObject({
    required: true,
    content: { 'application/json': { schema: { required: ['platform'], additionalProperties: false } } },
  })
  expect(add?.parameters.map(({ name }) => name)).toEqual(['Idempotency-Key'])
  expect(paths['/runs/{run}']?.['get']?.responses['200']?.content).toHaveProperty(['application/json', 'schema'])
})

test('the reference is one page for people, and explains what a problem’s type leads to', async () => {
  const house = shared()
  const page = await house.ask('GET', '/api/reference', { token: null })
  expect(page.headers['content-type']).toContain('text/html')
  expect(page.text).not.toMatch(/<script|src=|https?:\/\//)
  for (const name of Object.keys(routes)) expect(page.text).toContain(`id="${name}"`)
  const { json } = await house.ask('GET', '/runs/none')
  expect(json['type']).toBe('/api/reference#problem-not-found')
  expect(page.text).toContain('id="problem-not-found"')
})
