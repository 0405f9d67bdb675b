import { z } from 'zod'

export const healths = ['never-tested', 'healthy', 'sign-in-needed', 'failing'] as const

export const newConnection = z.strictObject({
  platform: z.string().min(1).max(100),
  /** Display as; the platform's title when absent or empty. */
  name: z.string().max(200).optional(),
  /** One of the platform's ways; its first when absent. */
  way: z.string().min(1).max(100).optional(),
  /** Values of the way's fields by field id, secrets among them. */
  values: z.record(z.string().max(100), z.string().max(8192)).default({}),
})
export type NewConnection = z.input<typeof newConnection>

export const connectionView = z.object({
  id: z.string(),
  platform: z.object({ id: z.string(), title: z.string() }),
  name: z.string(),
  way: z.string(),
  /** The fields that are no secrets. */
  settings: z.record(z.string(), z.string()),
  health: z.enum(healths),
  healthReason: z.string().optional(),
  testedAt: z.iso.datetime().optional(),
  createdAt: z.iso.datetime(),
})
export type ConnectionView = z.infer<typeof connectionView>

export const connectionList = z.object({ connections: z.array(connectionView) })
export type ConnectionList = z.infer<typeof connectionList>

/** One thing that a test looked at. `warning`: it works, and a person should know something about it. */
export const checkView = z.object({
  name: z.string(),
  outcome: z.enum(['passed', 'warning', 'failed', 'skipped']),
  sentence: z.string(),
})

export const connectionTest = z.object({
  succeeded: z.boolean(),
  /** “Connection test succeeded”, or what failed and what to do. */
  sentence: z.string(),
  checks: z.array(checkView),
  connection: connectionView,
})
export type ConnectionTest = z.infer<typeof connectionTest>

/** Where a person goes to sign in. When they are back the connection's health tells how it ended. */
export const signInView = z.object({ url: z.url(), expiresAt: z.iso.datetime() })
export type SignInView = z.infer<typeof signInView>
