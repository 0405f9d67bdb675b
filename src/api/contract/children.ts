import { z } from 'zod'
import { exportFormat } from './exports.ts'
import { itemStates, runStates } from './runs.ts'
import { searchQuery } from './text.ts'

const sums = z.object({
  /** As the last run that has ended found them. */
  states: z.record(z.enum(itemStates), z.number().int()),
  /** Moved by all runs. */
  moved: z.object({ items: z.number().int(), bytes: z.number().int() }),
  verified: z.number().int(),
  /** As it is now. */
  flagged: z.number().int(),
  ignored: z.number().int(),
})

/** One of the jobs that a mapping job has made. */
export const childView = sums.extend({
  job: z.string(),
  name: z.string(),
  source: z.string(),
  destination: z.string(),
  /** Since when its place is not found any more, and why; it runs no more, and nothing of it is lost. */
  left: z.object({ at: z.iso.datetime(), why: z.string() }).optional(),
  lastRun: z
    .object({
      id: z.string(),
      kind: z.enum(['run', 'simulation']),
      state: z.enum(runStates),
      finishedAt: z.iso.datetime().optional(),
    })
    .optional(),
})
export type ChildView = z.infer<typeof childView>

/** The text is searched for in names and places. */
export const childrenQuery = searchQuery

/** In the order in which they were made; the sums are of all of them. */
export const childrenPage = z.object({
  children: z.array(childView),
  sums: sums.extend({ jobs: z.number().int(), left: z.number().int() }),
  next: z.string().optional(),
})
export type ChildrenPage = z.infer<typeof childrenPage>

export const childrenExport = z.object({ format: exportFormat })
