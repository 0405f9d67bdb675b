import { createHash, type KeyObject } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { AuditRow } from './entry.ts'
import { endLine } from './export-end.ts'
import { readHead, type AuditFilter } from './rows.ts'
import { walk } from './walk.ts'

interface Exporting {
  readonly key: KeyObject
  readonly filter?: AuditFilter
  readonly signal?: AbortSignal
}

/**
 * The log as JSON Lines, oldest first; entries that come while it is written are left to the next export. The last line is
 * signed and names the head: `checkExport` finds every change of the file, and a later `verifyChain` one of the log.
 */
export async function* exportAudit(
  db: Kysely<unknown>,
  { key, filter = {}, signal }: Exporting,
): AsyncGenerator<string> {
  const { seq, hash, now } = await readHead(db)
  const sum = createHash('sha256')
  let entries = 0
  for await (const row of walk(db, seq, { filter, signal })) {
    const line = `${JSON.stringify(shown(row))}\n`
    sum.update(line)
    entries++
    yield line
  }
  const isWhole = Object.keys(filter).length === 0
  const sha256 = sum.digest('hex')
  yield endLine({ head: { seq, hash }, entries, isWhole, exportedAt: now.toISOString(), sha256 }, key)
}

function shown({ at, ...row }: AuditRow) {
  return { ...row, at: at.toISOString() }
}
