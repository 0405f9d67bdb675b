import { z } from 'zod'
import { fitsBigint, itemView } from './runs.ts'
import { line, words } from './text.ts'

const cursor = z
  .string()
  .refine((text) => /^\d{1,18}(?:\.-?\d{1,19}){2}$/.test(text) && text.split('.').every(fitsBigint), {
    message: 'it must be the “next” of an earlier page',
  })

export const flaggedQuery = z.object({
  reason: line.max(100).optional(),
  /** Words in the path at the source. */
  text: words.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  after: cursor.optional(),
})
export type FlaggedQuery = z.infer<typeof flaggedQuery>

/** An item that waits for a person, of whichever job. */
export const flaggedView = itemView.extend({
  job: z.object({ id: z.string(), name: z.string() }),
  /** The run that saw it last. */
  run: z.string(),
  /** Its reason, for people. */
  words: z.string(),
})
export type FlaggedView = z.infer<typeof flaggedView>

export const flaggedPage = z.object({
  items: z.array(flaggedView),
  /** On the first page: how many there are of each reason, most frequent first, whichever reason was asked for. */
  reasons: z.array(z.object({ reason: z.string(), words: z.string(), items: z.number().int() })).optional(),
  next: z.string().optional(),
})
export type FlaggedPage = z.infer<typeof flaggedPage>
