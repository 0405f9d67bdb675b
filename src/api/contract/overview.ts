import { z } from 'zod'
import { healths } from './connections.ts'
import { runView } from './runs.ts'

/** The newest of a kind, and how many there are of it. */
const standing = z.object({ count: z.number().int(), runs: z.array(runView) })

/** How everything stands: counted over all there is. */
export const overview = z.object({
  connections: z.object({
    count: z.number().int(),
    healths: z.array(z.object({ health: z.enum(healths), count: z.number().int() })),
  }),
  runs: z.object({
    /** The last run of a job that waits for a person, was paused, failed or ended with flagged items; approvals first. */
    needing: standing,
    running: standing,
    /** They go on by themselves: for calls, their hours, their turn or a platform that is away. */
    waiting: standing,
    /** The last ones that need nobody. */
    finished: standing,
  }),
})
export type Overview = z.infer<typeof overview>
