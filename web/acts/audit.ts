import type { AuditFilter, AuditPage, AuditVerdict } from '#api/contract/audit.ts'
import { ask } from '../ask.ts'

export const auditActs = {
  searchAudit: (query: AuditFilter & { readonly after?: string } = {}) => ask<AuditPage>('searchAudit', { query }),
  verifyAudit: () => ask<AuditVerdict>('verifyAudit'),
} as const
