import { expect, test } from 'vitest'
import { z } from 'zod'
import { answers } from '#api/contract/answers.ts'
import { apiRoot, routes } from '#api/contract/routes.ts'
import type { OpenApi } from '#api/openapi.ts'
import { problemKinds } from '#api/problem-kinds.ts'
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

test('every act says in a sentence of its own what it does', async () => {
  const { paths } = await document()
  const summaries = Object.values(paths).flatMap((methods) => Object.values(methods).map(({ summary }) => summary))
  for (const summary of summaries) expect(summary).toMatch(/^[A-Z][a-z]+ .*[^.]$/)
  expect(new Set(summaries).size).toBe(summaries.length)
})

test('what makes something is done once under a key', async () => {
  const { paths } = await document()
  for (const operation of Object.values(paths).flatMap((methods) => Object.values(methods))) {
    const makes = operation.responses['201'] !== undefined && operation.security.length > 0
    const takesKey = operation.parameters.some(({ name }) => name === 'Idempotency-Key')
    if (makes) expect(takesKey, operation.operationId).toBe(true)
  }
})

// As many as there are platforms, permissions or fields.
const bounded = ['listPlatforms', 'listSides', 'listRoles', 'listChoices', 'listClientCredentials']

test('every list comes in pages and can be searched', async () => {
  const { paths } = await document()
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods))
  const lists = operations.filter(({ operationId }) => /^(list|search)/.test(operationId))
  for (const { operationId, parameters } of lists.filter(({ operationId }) => !bounded.includes(operationId))) {
    const names = parameters.map(({ name }) => name)
    // The pages of a folder are those of its platform, which say how long they are.
    if (operationId === 'listEntries') expect(names).toContain('cursor')
    else expect(names, operationId).toEqual(expect.arrayContaining(['after', 'limit']))
    if (!['listEntries', 'listDeliveries'].includes(operationId)) expect(names, operationId).toContain('text')
  }
})

test('the client reads every answer by the schema that it is given by', async () => {
  const { paths } = await document()
  const known = new Map<string, unknown>(Object.entries(answers))
  for (const { operationId, responses } of Object.values(paths).flatMap((methods) => Object.values(methods))) {
    const content = Object.entries(responses).find(([status]) => status !== 'default')?.[1].content
    const described = (content?.['application/json'] as { schema?: object } | undefined)?.schema
    const schema = known.get(operationId) as z.ZodType | undefined
    const { $schema: _, ...read } = schema ? z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }) : {}
    expect(read, operationId).toEqual(described ?? {})
  }
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

test('every field of a request says in a sentence what it is', async () => {
  const { paths } = await document()
  const silent = Object.values(paths)
    .flatMap((methods) => Object.values(methods))
    .flatMap(({ operationId, parameters, requestBody }) => [
      ...parameters.filter(({ description }) => !description).map(({ name }) => `${operationId}: ${name}`),
      ...withoutDescription(requestBody?.content, operationId),
    ])
  expect(silent).toEqual([])
})

/** The fields at any depth of a schema that say nothing, each below where it is. */
function* withoutDescription(schema: unknown, at: string): Generator<string> {
  if (typeof schema !== 'object' || schema === null) return
  for (const [key, value] of Object.entries(schema)) {
    if (key !== 'properties') yield* withoutDescription(value, at)
    else {
      for (const [name, field] of Object.entries<object>(value)) {
        if (!('description' in field)) yield `${at}: ${name}`
        yield* withoutDescription(field, `${at}: ${name}`)
      }
    }
  }
}

test('the reference is one page for people', async () => {
  const page = await shared().ask('GET', '/api/reference', { token: null })
  expect(page.headers['content-type']).toContain('text/html')
  expect(page.text).not.toMatch(/<script|src=|https?:\/\//)
  for (const name of Object.keys(routes)) expect(page.text).toContain(`id="${name}"`)
})

test('the type of a problem leads to what the guide says of it', async () => {
  const house = shared()
  const { json } = await house.ask('GET', '/runs/none')
  const { pathname, hash } = new URL(String(json['type']), house.url)
  const page = await house.ask('GET', pathname, { token: null })
  expect([page.status, page.headers['content-type']]).toEqual([200, expect.stringContaining('text/html')])
  for (const { code } of problemKinds) expect(page.text).toContain(`id="${code}"`)
  expect(hash).toBe('#not-found')
})
