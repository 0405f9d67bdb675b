import type { KeyObject } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Kysely } from 'kysely'
import type { z } from 'zod'
import {
  auditAnchor,
  auditFilter,
  auditPage,
  auditQuery,
  auditVerdict,
  type AuditEntryView,
} from '#api/contract/audit.ts'
import { rawRoute, route } from '#toolkit/route.ts'
import type { AuditRow } from './entry.ts'
import { exportAudit } from './export.ts'
import type { AuditFilter } from './rows.ts'
import { searchAudit } from './search.ts'
import { verifyChain } from './verify.ts'

export function auditRoutes({ db, proofKey: key }: { readonly db: Kysely<unknown>; readonly proofKey: KeyObject }) {
  return {
    searchAudit: route({
      query: auditQuery,
      answer: auditPage,
      async act({ query: { after, limit, ...asked } }) {
        const page = { limit, ...(after !== undefined && { after: Number(after) }) }
        const { entries, next } = await searchAudit(db, filterOf(asked), page)
        return {
          entries: entries.map(presentEntry),
          ...(next !== undefined && { next: String(next) }),
        }
      },
    }),

    exportAudit: rawRoute({
      query: auditFilter,
      async act({ query, signal }) {
        return {
          type: 'application/jsonl',
          body: Readable.from(exportAudit(db, { key, filter: filterOf(query), signal }), { objectMode: false }),
          headers: { 'content-disposition': 'attachment; filename="gantry-audit.jsonl"' },
        }
      },
    }),

    verifyAudit: route({
      query: auditAnchor,
      answer: auditVerdict,
      async act({ query: { seq, hash }, signal }) {
        const anchor = seq === undefined || hash === undefined ? undefined : { seq, hash }
        const verdict = await verifyChain(db, { signal, ...(anchor && { anchor }) })
        return { ...verdict, findings: [...verdict.findings] }
      },
    }),
  }
}

function filterOf(asked: z.output<typeof auditFilter>): AuditFilter {
  const { text, act, actorKind, actor, subjectKind, subject, outcome, from, to } = asked
  return {
    ...(text !== undefined && { text }),
    ...(act !== undefined && { act }),
    ...(actorKind && { actor: { kind: actorKind, ...(actor !== undefined && { id: actor }) } }),
    ...(subjectKind !== undefined && { subject: { kind: subjectKind, ...(subject !== undefined && { id: subject }) } }),
    ...(outcome && { outcome }),
    ...(from !== undefined && { from: new Date(from) }),
    ...(to !== undefined && { to: new Date(to) }),
  }
}

function presentEntry({ seq, at, actor, act, outcome, subject, changed, facts, hash }: AuditRow): AuditEntryView {
  return {
    seq,
    at: at.toISOString(),
    actor,
    act,
    outcome,
    ...(subject && { subject }),
    ...(changed && { changed: [...changed] }),
    ...(facts && { facts: { ...facts } }),
    hash,
  }
}
