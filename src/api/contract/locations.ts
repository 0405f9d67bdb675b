import { z } from 'zod'
import { limit, words } from './text.ts'

export const listQuery = z.object({
  /** `connection:` lists its spaces; `connection:Space/folder` or an absolute path on the server lists a folder. */
  location: z.string().min(1).max(8192),
  cursor: z.string().max(8192).optional(),
})

export const entryView = z.object({
  name: z.string(),
  /** Where it is, to be listed, downloaded or given to a job. */
  location: z.string(),
  kind: z.enum(['space', 'file', 'folder', 'other']),
  /** The platform's own word for a space, or what an `other` is. */
  what: z.string().optional(),
  size: z.number().int().optional(),
  modifiedAt: z.iso.datetime().optional(),
  traits: z.array(z.string()).optional(),
})
export type EntryView = z.infer<typeof entryView>

/** In a page of a folder folders come before files, each by name; pages and spaces come as the platform lists them. */
export const entryPage = z.object({ entries: z.array(entryView), next: z.string().optional() })
export type EntryPage = z.infer<typeof entryPage>

export const fileQuery = z.object({
  /** Of a file: `connection:Space/folder/file`, or its absolute path on the server. */
  location: z.string().min(1).max(8192),
})

export const versionQuery = fileQuery.extend({
  /** The id of the version that the page before ended with. */
  after: z.string().min(1).max(500).optional(),
  limit,
  /** Words in the name of the author. */
  text: words.optional(),
})

/** The content of a file, or of one of its versions. */
export const contentQuery = fileQuery.extend({ version: z.string().min(1).max(500).optional() })

export const versionList = z.object({
  /** Oldest first; none where the platform keeps no versions. */
  versions: z.array(
    z.object({
      id: z.string(),
      number: z.number().int(),
      size: z.number().int().optional(),
      createdAt: z.iso.datetime().optional(),
      author: z.string().optional(),
      isCurrent: z.boolean(),
    }),
  ),
  next: z.string().optional(),
})
export type VersionList = z.infer<typeof versionList>

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
