import { z } from 'zod'
import { exportFormat } from './exports.ts'
import { fitsBigint, itemQuery, itemView } from './runs.ts'
import { after, longLimit } from './text.ts'

const cursor = z
  .string()
  .refine((text) => /^\d{1,18}(?:\.-?\d{1,19}){2}$/.test(text) && text.split('.').every(fitsBigint), {
    message: 'it must be the “next” of an earlier page',
  })

const id = z.string().regex(/^\d{1,18}$/, 'it must be an id, a whole number')

/** Which of the items that wait for a person; all conditions together. */
const filter = {
  reason: itemQuery.shape.reason,
  text: itemQuery.shape.text,
  job: id.optional().describe('Only those of the job with this id'),
  run: id.optional().describe('Only those that the run with this id saw last'),
}

export const flaggedQuery = z.object({
  ...filter,
  limit: longLimit,
  after: after(cursor),
})
export type FlaggedQuery = z.infer<typeof flaggedQuery>

/** An item that waits for a person, of whichever job. */
export const flaggedView = itemView.extend({
  job: z.object({ id: z.string(), name: z.string() }),
  /** The run that saw it last. */
  run: z.string(),
})
export type FlaggedView = z.infer<typeof flaggedView>

export const flaggedPage = z.object({
  items: z.array(flaggedView),
  /**
   * On the first page: how many there are of each reason, most frequent first, whichever reason was asked for, each with
   * what a person can do about it.
   */
  reasons: z
    .array(z.object({ reason: z.string(), words: z.string(), items: z.number().int(), remedy: z.string().optional() }))
    .optional(),
  next: z.string().optional(),
})
export type FlaggedPage = z.infer<typeof flaggedPage>

export const flaggedExport = z.object({ ...filter, format: exportFormat })
export type FlaggedExport = z.infer<typeof flaggedExport>

const acted = z.strictObject({
  ...filter,
  source: z.string().min(1).max(8192).optional().describe('The exact path of one item at the source'),
})
const mustSayWhich = {
  message: 'say which items are meant: give a run, a job, a reason, words in the path or a source',
}
const saysWhich = (given: object) => Object.keys(given).some((name) => name !== 'state')

/** The items to leave as they are: later runs leave them too. */
export const ignoreItems = acted.refine(saysWhich, mustSayWhich)
export type IgnoreItems = z.input<typeof ignoreItems>
export const ignoredItems = z.object({ items: z.number().int() })
export type IgnoredItems = z.infer<typeof ignoredItems>

/** The items to try again. */
export const retryItems = acted
  .extend({
    state: z
      .enum(['flagged', 'ignored'])
      .default('flagged')
      .describe('Those that wait for a person, or those that somebody has decided to leave'),
  })
  .refine(saysWhich, mustSayWhich)
export type RetryItems = z.input<typeof retryItems>

const tried = z.object({ job: z.object({ id: z.string(), name: z.string() }), items: z.number().int() })

/** What became of the wish, job by job: a new run tries the items again, or the sentence says why none could begin. */
export const retriedItems = z.object({
  items: z.number().int(),
  runs: z.array(tried.extend({ run: z.string() })),
  held: z.array(tried.extend({ sentence: z.string() })),
})
export type RetriedItems = z.infer<typeof retriedItems>
