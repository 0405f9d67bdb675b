// Requests made from the OpenAPI document: as it wants them, and in every way that it does not.
import * as fc from 'fast-check'
import type { Arbitrary } from 'fast-check'
import { apiRoot } from '../contract/routes.ts'
import type { OpenApi, Operation, Parameter } from '../openapi.ts'

export interface MadeRequest {
  readonly operation: Operation
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

/** What is there, so that some requests find something: names and ids for the path, whole bodies by operation. */
export interface Seeds {
  readonly parts: readonly string[]
  readonly bodies: Readonly<Record<string, readonly object[]>>
  readonly queries: Readonly<Record<string, readonly string[]>>
}

type Schema = Readonly<Record<string, unknown>>

/** Operations that stream for ever are left out. */
export function requests(document: OpenApi, seeds: Seeds): Arbitrary<MadeRequest> {
  const made = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { operationId }]) => operationId !== 'watchChanges')
      .map(([method, operation]) => requestOf(path, method, operation, seeds)),
  )
  return fc.oneof(...made)
}

function requestOf(path: string, method: string, operation: Operation, seeds: Seeds): Arbitrary<MadeRequest> {
  const { parameters, requestBody, operationId } = operation
  const parts = parametersIn(parameters, 'path', seeds)
  const query = parametersIn(parameters, 'query', seeds)
  const [type, media] = Object.entries(requestBody?.content ?? {})[0] ?? []
  const schema = (media as { schema?: Schema } | undefined)?.schema
  return fc
    .record({
      parts,
      query,
      body: type === undefined ? fc.constant(undefined) : bodyOf(schema ?? {}, seeds.bodies[operationId] ?? []),
      type: fc.oneof(
        { weight: 20, arbitrary: fc.constant(type ?? '') },
        { weight: 1, arbitrary: fc.constant('text/xml') },
      ),
      key: fc.option(fc.constantFrom('a', 'b', 'x'.repeat(201)), { freq: 10 }),
    })
    .map((given) => ({
      operation,
      method: method.toUpperCase(),
      url: `${apiRoot}${filled(path, given.parts)}${searchOf(given.query)}`,
      headers: {
        ...(given.body !== undefined && given.type !== '' && { 'content-type': given.type }),
        ...(given.key !== null && { 'idempotency-key': given.key }),
      },
      body: given.body,
    }))
}

function parametersIn(parameters: readonly Parameter[], where: Parameter['in'], seeds: Seeds) {
  const known = where === 'path' ? seeds.parts : undefined
  const values = parameters
    .filter((parameter) => parameter.in === where)
    .map(({ name, schema, required }) => {
      const wanted = known ?? seeds.queries[name]
      const value = fc.oneof(
        ...(wanted ? [{ weight: 4, arbitrary: fc.constantFrom<unknown>(...wanted) }] : []),
        { weight: 4, arbitrary: valueOf(schema) },
        { weight: 2, arbitrary: hostileText },
      )
      return [name, where === 'path' || required ? value : fc.option(value, { nil: undefined, freq: 1 })] as const
    })
  return fc.record(Object.fromEntries(values))
}

function bodyOf(schema: Schema, seeds: readonly object[]): Arbitrary<string> {
  return fc.oneof(
    { weight: seeds.length > 0 ? 4 : 0, arbitrary: fc.constantFrom(...(seeds.length > 0 ? seeds : [{}])).map(textOf) },
    { weight: 6, arbitrary: valueOf(schema).map(textOf) },
    { weight: 2, arbitrary: fc.tuple(valueOf(schema), hostile).map(([value, more]) => textOf(spoilt(value, more))) },
    { weight: 1, arbitrary: hostile.map(textOf) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('', '{', 'null', '[]', '"x"', `{"__proto__":{"isAdmin":true}}`, deep(5_000)),
    },
    { weight: 1, arbitrary: fc.constantFrom(`{"constructor":{"prototype":{"x":1}}}`, `"${'x'.repeat(300_000)}"`) },
  )
}

/** One field more, or one of another kind. */
function spoilt(value: unknown, more: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return more
  const [first] = Object.keys(value)
  return { ...value, [first ?? 'surplus']: more }
}

/** What the schema allows, mostly; patterns and formats are met where they are easily met. */
function valueOf(schema: Schema): Arbitrary<unknown> {
  const either = (schema['anyOf'] ?? schema['oneOf']) as readonly Schema[] | undefined
  if (either) return fc.oneof(...either.map(valueOf))
  if (Array.isArray(schema['enum'])) return fc.constantFrom<unknown>(...(schema['enum'] as unknown[]))
  if ('const' in schema) return fc.constant(schema['const'])
  const make = byType[String(schema['type'])]
  return make ? make(schema) : hostile
}

const byType: Readonly<Record<string, (schema: Schema) => Arbitrary<unknown>>> = {
  null: () => fc.constant(null),
  boolean: () => fc.boolean(),
  number: () => fc.oneof(fc.integer({ min: 0, max: 500 }), fc.double()),
  integer: () => fc.oneof(fc.integer({ min: 0, max: 500 }), fc.maxSafeInteger()),
  string: (schema) => textLike(schema),
  array: (schema) => fc.array(valueOf((schema['items'] as Schema | undefined) ?? {}), { maxLength: 4 }),
  object: (schema) => objectLike(schema),
}

function textLike({ format, pattern }: Schema): Arbitrary<string> {
  if (format === 'date-time') return fc.date({ noInvalidDate: true }).map((date) => date.toISOString())
  if (format === 'email') return fc.emailAddress()
  if (format === 'uri') return fc.webUrl()
  if (pattern !== undefined) return fc.oneof(fc.nat().map(String), fc.string({ maxLength: 30 }))
  return fc.oneof(fc.string({ maxLength: 40 }), fc.string({ unit: 'binary', maxLength: 40 }))
}

function objectLike({ properties, required, additionalProperties }: Schema): Arbitrary<unknown> {
  if (properties) {
    const fields = Object.entries(properties as Readonly<Record<string, Schema>>)
    const requiredKeys = (required as string[] | undefined) ?? []
    return fc.record(Object.fromEntries(fields.map(([name, field]) => [name, valueOf(field)])), { requiredKeys })
  }
  const value = typeof additionalProperties === 'object' ? valueOf(additionalProperties as Schema) : hostile
  return fc.dictionary(fc.string({ maxLength: 12 }), value, { maxKeys: 4 })
}

const hostileText: Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '',
    '\0',
    '..',
    '../../etc/passwd',
    '%00',
    '-1',
    '0',
    '9223372036854775807',
    '9223372036854775808',
    '99999999999999999999.1',
    '1.99999999999999999999',
    '1e9',
    'NaN',
    '__proto__',
    'constructor',
    "'; drop table connections; --",
    '\u{1f469}\u200d\u{1f680}',
    'x'.repeat(3_000),
  ),
)

const hostile: Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.jsonValue(),
  fc.double(),
  fc.constantFrom<unknown>(null, true, -0, 1e308, Number.MAX_SAFE_INTEGER, [], {}, [[[[]]]]),
)

function deep(levels: number): string {
  return `${'['.repeat(levels)}${']'.repeat(levels)}`
}

function textOf(value: unknown): string {
  return JSON.stringify(value) ?? 'null'
}

function filled(path: string, parts: Readonly<Record<string, unknown>>): string {
  // A client takes whole parts of dots out of an address, and would ask for something else.
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encoded(parts[name]).replace(/^\.{1,2}$/, '$&%20'))
}

function searchOf(query: Readonly<Record<string, unknown>>): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined)
  return given.length === 0 ? '' : `?${given.map(([name, value]) => `${name}=${encoded(value)}`).join('&')}`
}

/** Halves of surrogate pairs have no encoding. */
function encoded(value: unknown): string {
  return encodeURIComponent(String(typeof value === 'object' ? JSON.stringify(value) : value).toWellFormed())
}
