import { z } from 'zod'

/**
 * What `GET /events` sends, as server-sent events: `event` is the kind, `data` this as JSON. It only says what to read
 * again. `missed`: some may have been lost; read everything again. Kinds that the caller may not read are not sent.
 */
export const changeEvent = z.object({
  kind: z.enum(['connections', 'jobs', 'runs', 'missed']),
  id: z.string().optional(),
})
export type ChangeEvent = z.infer<typeof changeEvent>
