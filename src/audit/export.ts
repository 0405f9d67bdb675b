import type { Kysely } from 'kysely'
import type { AuditRow } from './entry.ts'
import { readHead, type AuditFilter } from './rows.ts'
import { walk } from './walk.ts'

/**
 * The log as JSON Lines, oldest first; entries that come while it is written are left to the next export. The last line
 * names the head: kept somewhere else, it lets a later `verify` find out that the end of the log was cut off.
 */
export async function* exportAudit(
  db: Kysely<unknown>,
  { filter = {}, signal }: { readonly filter?: AuditFilter; readonly signal?: AbortSignal } = {},
): AsyncGenerator<string> {
  const head = await readHead(db)
  for await (const row of walk(db, head.seq, { filter, signal })) yield `${JSON.stringify(shown(row))}\n`
  yield `${JSON.stringify({ head: { seq: head.seq, hash: head.hash } })}\n`
}

function shown({ at, ...row }: AuditRow) {
  return { ...row, at: at.toISOString() }
}
