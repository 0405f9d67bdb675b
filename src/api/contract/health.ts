import { z } from 'zod'

export const healthView = z.object({ status: z.enum(['ready', 'starting']), version: z.string() })
export type HealthView = z.infer<typeof healthView>
