import { z } from 'zod'

/** One field of the form that makes a connection. Values of kind `secret` are taken and never given back. */
export const fieldView = z.object({
  id: z.string(),
  label: z.string(),
  help: z.string(),
  kind: z.enum(['text', 'secret', 'url', 'folder']),
  isRequired: z.boolean(),
  suggestion: z.string().optional(),
  /** Values to choose from, by what they are called; anything else may be given too. */
  choices: z.array(z.object({ value: z.string(), label: z.string() })).optional(),
  /** It narrows a connection and can be chosen once that works: what it is called then, and what the empty value is. */
  scope: z.object({ label: z.string(), all: z.string() }).optional(),
})

/** A way to sign in. `code`: a person signs in with the platform in the browser; `none`: the fields are enough. */
export const wayView = z.object({
  id: z.string(),
  label: z.string(),
  help: z.string(),
  kind: z.enum(['code', 'client-credentials', 'none']),
  fields: z.array(fieldView),
  /** Ids of the fields that belong to the app rather than to one connection: an installation can have them once for all. */
  clientFields: z.array(z.string()),
})

export const platformView = z.object({
  id: z.string(),
  title: z.string(),
  summary: z.string(),
  /** Drawn as a tile: a letter or two in a hue of 0 to 359. */
  icon: z.object({ letters: z.string(), hue: z.number() }),
  ways: z.array(wayView),
  notes: z.array(z.string()),
})
export type PlatformView = z.infer<typeof platformView>

export const platformList = z.object({ platforms: z.array(platformView) })
export type PlatformList = z.infer<typeof platformList>
