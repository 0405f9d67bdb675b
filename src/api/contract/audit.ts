import { z } from 'zod'
import { pageQuery, words } from './text.ts'

const name = z
  .string()
  .max(100)
  .regex(/^[\w.-]+$/)

export const auditFilter = z.object({
  /** Words in the names of actor and subject, or in the act. */
  text: words.optional(),
  /** `connection.added` */
  act: name.optional(),
  actorKind: z.enum(['person', 'token', 'local', 'gantry', 'nobody']).optional(),
  /** Only together with `actorKind`. */
  actor: name.optional(),
  subjectKind: name.optional(),
  /** Only together with `subjectKind`. */
  subject: name.optional(),
  outcome: z.enum(['done', 'refused']).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  /** Up to but not including. */
  to: z.iso.datetime({ offset: true }).optional(),
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

/** An entry's number and hash as they were noted before: the last line of an export has them. */
export const auditAnchor = z
  .object({
    seq: z.coerce.number().int().min(0).optional(),
    hash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional(),
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
