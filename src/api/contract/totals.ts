import { z } from 'zod'
import { exportFormat } from './exports.ts'

export const totalsBy = ['job', 'parent', 'category'] as const

export const totalsQuery = z.object({
  by: z
    .enum(totalsBy)
    .default('job')
    .describe(
      'What is added up together: the runs of a job, of a mapping job and the jobs that it has made (parent), or of all jobs of a category',
    ),
})
export const totalsExport = totalsQuery.extend({ format: exportFormat })

/** All runs of a job, or of the jobs of a category, added up. */
export const totalView = z.object({
  /** Where it is one job. */
  job: z.string().optional(),
  /** The name of the job, or the category; the empty text stands for jobs without one. */
  name: z.string(),
  category: z.string().optional(),
  jobs: z.number().int(),
  /** That have ended, simulations not among them. */
  runs: z.number().int(),
  /** Moved by all of them. */
  moved: z.object({ items: z.number().int(), bytes: z.number().int() }),
  verified: z.number().int(),
  /** Deleted at the destination by all of them. */
  removed: z.number().int(),
  /** As it is now. */
  flagged: z.number().int(),
  ignored: z.number().int(),
  lastEnd: z.iso.datetime().optional(),
})
export type TotalView = z.infer<typeof totalView>

/** At most some thousand lines: jobs that are removed are not among them, archived ones are. */
export const totalsView = z.object({ totals: z.array(totalView) })
export type TotalsView = z.infer<typeof totalsView>
