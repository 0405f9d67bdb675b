import { z } from 'zod'
import { after, limit, words } from './text.ts'

export const listQuery = z.object({
  location: z
    .string()
    .min(1)
    .max(8192)
    .describe(
      'What is listed: the spaces of “connection:”, or a folder as connection:Space/folder or an absolute path on the server’s disk',
    ),
  cursor: after(z.string().max(8192)),
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
  location: z
    .string()
    .min(1)
    .max(8192)
    .describe('A file: connection:Space/folder/file, or its absolute path on the server’s disk'),
})

export const versionQuery = fileQuery.extend({
  after: after(z.string().min(1).max(500)),
  limit,
  text: words.optional().describe('Words in the name of the author'),
})

export const contentQuery = fileQuery.extend({
  version: z
    .string()
    .min(1)
    .max(500)
    .optional()
    .describe('The id of one of its versions; its content as it is now when absent'),
})

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
  location: z
    .string()
    .min(1)
    .max(8192)
    .describe('The folder that is read again: connection:Space/folder, or an absolute path on the server’s disk'),
  side: z
    .enum(['destination', 'source'])
    .default('destination')
    .describe('Which side of the job the folder is, by which the proof names the items'),
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
