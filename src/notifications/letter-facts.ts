import { z } from 'zod'

/** What a message says of the run or the connection that it is about. */
export const facts = z.object({
  job: z.object({ name: z.string(), source: z.string(), destination: z.string() }).optional(),
  run: z
    .object({
      id: z.string(),
      failure: z.string().optional(),
      waiting: z.object({ reason: z.string() }).optional(),
      states: z.record(z.string(), z.object({ items: z.number() })),
    })
    .optional(),
  connection: z
    .object({ id: z.string(), name: z.string(), reason: z.string().optional(), limitedUntil: z.string().optional() })
    .optional(),
})
type Facts = z.infer<typeof facts>

export function whyOf({ run, connection }: Facts): string | undefined {
  return run?.failure ?? run?.waiting?.reason ?? connection?.reason
}

/** Where in the web page there is more. */
export function pageOf({ run, connection }: Facts): string {
  return run ? `/runs/${run.id}` : connection ? `/connections/${connection.id}` : '/'
}

/** `3 flagged, 120 succeeded`. */
export function sumsOf({ run }: Facts): string | undefined {
  if (!run) return undefined
  const counted = Object.entries(run.states).filter(([, { items }]) => items > 0)
  return counted.map(([state, { items }]) => `${items.toLocaleString('en-US')} ${state}`).join(', ')
}
