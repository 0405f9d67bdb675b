import { z } from 'zod'
import { problem } from '../contract/problem.ts'
import type { Operation } from '../openapi.ts'

interface Answer {
  readonly status: number
  readonly type: string
  readonly text: string
}

type JsonSchema = Exclude<Parameters<typeof z.fromJSONSchema>[0], boolean>

const known = new Map<object, z.ZodType>()

/** What is wrong with an answer by the document; nothing when it is as described. */
export function faultOf({ responses, operationId }: Operation, { status, type, text }: Answer): string | undefined {
  const say = (what: string) => `${operationId} ${status}: ${what}: ${text.slice(0, 300)}`
  if (status >= 500) return say('an answer of 5xx')
  if (status >= 400) {
    if (!type.startsWith('application/problem+json')) return say(`a refusal as ${type}`)
    const said = z.strictObject(problem.shape).safeParse(JSON.parse(text))
    return said.success && said.data.status === status ? undefined : say('a problem that is none')
  }
  const described = responses[String(status)]
  if (!described) return say('a status that is not described')
  const schema = (described.content?.['application/json'] as { readonly schema?: JsonSchema } | undefined)?.schema
  if (!schema) return undefined
  const check = known.get(schema) ?? z.fromJSONSchema(schema)
  known.set(schema, check)
  const fits = check.safeParse(JSON.parse(text))
  return fits.success ? undefined : say(`off its schema (${fits.error.issues[0]?.message ?? ''})`)
}
