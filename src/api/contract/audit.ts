import { z } from 'zod'
import { pageQuery, words } from './text.ts'

const name = z
  .string()
  .max(100)
  .regex(/^[\w.-]+$/)

export const auditFilter = z.object({
  text: words.optional().describe('Words in the names of actor and subject, or in the act'),
  act: name.optional().describe('Only this act: connection.added'),
  actorKind: z
    .enum(['person', 'token', 'local', 'gantry', 'nobody'])
    .optional()
    .describe('Only what this kind of actor did; local is a command on the server’s own machine'),
  actor: name.optional().describe('Only what the actor with this id did; together with actorKind'),
  subjectKind: name.optional().describe('Only what was done to this kind of subject: connection'),
  subject: name.optional().describe('Only what was done to the subject with this id; together with subjectKind'),
  outcome: z.enum(['done', 'refused']).optional().describe('Only what was done, or only what was refused'),
  from: z.iso.datetime({ offset: true }).optional().describe('Only from this time on: 2026-01-31T12:00:00Z'),
  to: z.iso.datetime({ offset: true }).optional().describe('Only before this time: 2026-01-31T12:00:00Z'),
})
export type AuditFilter = z.input<typeof auditFilter>

export const auditQuery = auditFilter.extend(pageQuery.shape)

export const auditEntryView = z.object({
  seq: z.number().int(),
  at: z.iso.datetime(),
  actor: z.object({ kind: z.string(), id: z.string().optional(), name: z.string(), address: z.string().optional() }),
  act: z.string(),
  outcome: z.enum(['done', 'refused']),
  subject: z.object({ kind: z.string(), id: z.string(), name: z.string() }).optional(),
  /** Names of the fields that were changed, never their values. */
  changed: z.array(z.string()).optional(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  hash: z.string(),
})
export type AuditEntryView = z.infer<typeof auditEntryView>

export const auditPage = z.object({ entries: z.array(auditEntryView), next: z.string().optional() })
export type AuditPage = z.infer<typeof auditPage>

/** The last line of an export has both. */
export const auditAnchor = z
  .object({
    seq: z.coerce.number().int().min(0).optional().describe('The number of an entry as it was noted before'),
    hash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional()
      .describe('The hash of that entry as it was noted before: 64 hex digits'),
  })
  .refine(({ seq, hash }) => (seq === undefined) === (hash === undefined), { message: 'give both seq and hash' })

export const auditVerdict = z.object({
  isIntact: z.boolean(),
  entries: z.number().int(),
  found: z.number().int(),
  findings: z.array(
    z.object({
      kind: z.enum(['changed', 'missing', 'out-of-order', 'cut-off']),
      seq: z.number().int(),
      sentence: z.string(),
    }),
  ),
  head: z.object({ seq: z.number().int(), hash: z.string() }),
})
export type AuditVerdict = z.infer<typeof auditVerdict>
