import { z } from 'zod'
import type { Fields } from '#platform'

const label = z.object({ label: z.string() }).transform((entry) => entry.label)
const one = z.union([z.string(), z.number(), z.boolean(), label]).transform(String)
// A list shows its entries as Procore does, one after the other. What has another form, or none, is no value.
const value = z.union([one, z.array(one).transform((entries) => entries.join(', '))]).catch('')

/** The custom fields of a document as text, by their keys: `{ custom_field_81: 'For review' }`. Empty ones are left out. */
export const customFields = z
  .record(z.string(), z.object({ value: value.optional() }).catch({}))
  .transform((wire): Fields => {
    const texts = Object.entries(wire).map(([key, field]) => [key, field.value ?? ''] as const)
    return Object.fromEntries(texts.filter(([, text]) => text !== ''))
  })
