import { z } from 'zod'
import { ReceivedFile } from '../http/bodies.ts'
import { isTrue } from '../http/query.ts'
import { Refusal } from '../http/refusal.ts'

/** Ids come as numbers from JSON and as texts from forms, and some clients send texts in JSON too. */
export const id = z.preprocess(
  (value) => (typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value === '' ? undefined : value),
  z.number().int().positive(),
)

export const flag = z.preprocess((value) => (typeof value === 'string' ? isTrue(value) : value), z.boolean())
export const text = z.preprocess((value) => (typeof value === 'number' ? String(value) : value), z.string())
export const file = z.custom<ReceivedFile>((value) => value instanceof ReceivedFile, 'must be a file')

/** Reads a body by its schema; what does not fit is answered as Procore answers it, field by field. */
export function readBody<Schema extends z.ZodType>(body: unknown, schema: Schema): z.output<Schema> {
  const result = schema.safeParse(body)
  if (result.success) return result.data
  const errors: Record<string, string[]> = {}
  for (const { path, message, code } of result.error.issues) {
    const field = String(path.findLast((part) => typeof part === 'string') ?? 'base')
    const isMissing = code === 'invalid_type' && message.includes('received undefined')
    errors[field] = [...(errors[field] ?? []), isMissing ? 'is required' : 'is invalid']
  }
  throw new Refusal(400, errors, { reason: 'INVALID_PROPERTY' })
}

interface CustomField {
  readonly data_type: string
  readonly value: unknown
}

/** custom_field_<id> of a body, in the form in which they are read. */
export function customFields(body: Readonly<Record<string, unknown>>): Record<string, CustomField> {
  const given = Object.entries(body).filter(([name]) => /^custom_field_\d+$/.test(name))
  return Object.fromEntries(given.map(([name, value]) => [name, { data_type: dataType(value), value }]))
}

function dataType(value: unknown): string {
  if (Array.isArray(value)) return 'lov_entries'
  if (typeof value === 'boolean') return 'boolean'
  return typeof value === 'number' ? 'decimal' : 'string'
}
