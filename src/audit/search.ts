import type { Kysely } from 'kysely'
import type { AuditRow } from './entry.ts'
import { findEntries, type AuditFilter } from './rows.ts'

export interface AuditPage {
  readonly entries: readonly AuditRow[]
  /** The number to go on after, where there is more. */
  readonly next?: number
}

/** The newest entries that fit, page by page. */
export async function searchAudit(
  db: Kysely<unknown>,
  filter: AuditFilter,
  { after, limit }: { readonly after?: number; readonly limit: number },
): Promise<AuditPage> {
  const found = await findEntries(db, filter, { limit: limit + 1, ...(after !== undefined && { after }) })
  const entries = found.slice(0, limit)
  const last = entries.at(-1)
  return found.length > limit && last ? { entries, next: last.seq } : { entries }
}
