import { z } from 'zod'

export const listQuery = z.object({
  /** `connection:` lists its spaces; `connection:Space/folder` or an absolute path on the server lists a folder. */
  location: z.string().min(1).max(8192),
  cursor: z.string().max(8192).optional(),
})

export const entryView = z.object({
  name: z.string(),
  kind: z.enum(['space', 'file', 'folder', 'other']),
  /** The platform's own word for a space, or what an `other` is. */
  what: z.string().optional(),
  size: z.number().int().optional(),
  modifiedAt: z.iso.datetime().optional(),
  traits: z.array(z.string()).optional(),
})
export type EntryView = z.infer<typeof entryView>

export const entryPage = z.object({ entries: z.array(entryView), next: z.string().optional() })
export type EntryPage = z.infer<typeof entryPage>

export const proofCheckQuery = z.object({
  location: z.string().min(1).max(8192),
  side: z.enum(['destination', 'source']).default('destination'),
})

/** One line of the answer to a check of a proof against a location: something found, or at the end the sums. */
export const proofCheckLine = z.union([
  z.object({
    line: z.number().int(),
    path: z.string(),
    outcome: z.enum(['changed', 'missing', 'unreadable', 'unproven']),
    sentence: z.string(),
  }),
  z.object({ same: z.number().int(), found: z.number().int() }),
  z.object({ failure: z.string() }),
])
export type ProofCheckLine = z.infer<typeof proofCheckLine>
