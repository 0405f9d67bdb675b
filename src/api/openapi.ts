import { z } from 'zod'
import type { Access } from '#people/permissions.ts'
import type { Route } from '#toolkit/route.ts'
import { doneOnce } from './contract/done-once.ts'
import { problem } from './contract/problem.ts'
import { apiRoot, routes as places, type RouteName } from './contract/routes.ts'
import { summaries } from './contract/summaries.ts'
import { version } from './version.ts'

type Json = Readonly<Record<string, unknown>>

/** One act of the API as OpenAPI describes it. */
export interface Operation {
  readonly operationId: RouteName
  readonly summary: string
  readonly tags: readonly string[]
  /** The permission that it takes, or `public`. */
  readonly 'x-permission': Access
  readonly security: readonly Json[]
  readonly parameters: readonly Parameter[]
  readonly requestBody?: { readonly required: boolean; readonly content: Json }
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Json }>>
}

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required: boolean
  readonly description?: string
  readonly schema: Json
}

export interface OpenApi {
  readonly openapi: '3.1.0'
  readonly info: Json
  readonly servers: readonly Json[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: Json
}

/** The document of the whole API, made from the schemas that check its requests and answers. */
export function openApi(routes: Readonly<Record<RouteName, Route>>): OpenApi {
  const paths: Record<string, Record<string, Operation>> = {}
  for (const name of Object.keys(places) as RouteName[]) {
    const { method, path } = places[name]
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(name, routes[name]) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Gantry', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: apiRoot }],
    paths,
    components: {
      schemas: { Problem: jsonSchema(problem, 'output') },
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'An API token.' },
        session: { type: 'apiKey', in: 'cookie', name: '__Host-gantry', description: 'Somebody who signed in.' },
      },
    },
  }
}

function operationOf(name: RouteName, { schema, status, isRaw }: Route): Operation {
  const { path, access } = places[name]
  const { body } = schema
  return {
    operationId: name,
    summary: summaries[name],
    tags: [path.split('/')[1] ?? ''],
    'x-permission': access,
    security: access === 'public' ? [] : [{ token: [] }, { session: [] }],
    parameters: [
      ...pathParameters(path, schema.params),
      ...queryParameters(schema.querystring),
      ...(doneOnce.has(name) ? [idempotencyKey] : []),
    ],
    ...(body && { requestBody: requestBody(body, isRaw) }),
    responses: {
      [status]: answerOf(schema.response?.[status], isRaw),
      default: {
        description: 'Refused, or failed: what went wrong and what to do.',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  }
}

const idempotencyKey: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Any text of the caller’s own. The same request with the same key within a day is answered alike, and done once.',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
}

function pathParameters(path: string, params: z.ZodType | undefined): readonly Parameter[] {
  const { properties = {} } = params ? objectSchema(params) : {}
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path' as const,
    required: true,
    ...described(properties[name] ?? { type: 'string' }),
  }))
}

function queryParameters(query: z.ZodType | undefined): readonly Parameter[] {
  if (!query) return []
  const { properties = {}, required = [] } = objectSchema(query)
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query' as const,
    required: required.includes(name),
    ...described(schema),
  }))
}

/** What a schema says of itself stands beside it in a parameter, where readers of OpenAPI look for it. */
function described({ description, ...schema }: Json): Pick<Parameter, 'description' | 'schema'> {
  return { ...(typeof description === 'string' && { description }), schema }
}

function requestBody(body: z.ZodType, isRaw: boolean) {
  const type = isRaw ? 'application/jsonl' : 'application/json'
  return { required: !body.safeParse(undefined).success, content: { [type]: { schema: jsonSchema(body, 'input') } } }
}

function answerOf(answer: z.ZodType | undefined, isRaw: boolean) {
  if (isRaw) return { description: 'The content itself.', content: { '*/*': {} } }
  if (!answer) return { description: 'Done.' }
  return { description: 'Done.', content: { 'application/json': { schema: jsonSchema(answer, 'output') } } }
}

function objectSchema(schema: z.ZodType) {
  return jsonSchema(schema, 'input') as {
    readonly properties?: Readonly<Record<string, Json>>
    readonly required?: readonly string[]
  }
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return json
}
