import type { Kysely } from 'kysely'
import type { AuditRow } from './entry.ts'
import { entriesAfter, type AuditFilter } from './rows.ts'

const pageSize = 1000 // keeps a page below a megabyte

/** Entries in their order, a page in memory at a time. */
export async function* walk(
  db: Kysely<unknown>,
  upTo: number,
  { filter = {}, signal }: { readonly filter?: AuditFilter; readonly signal?: AbortSignal | undefined } = {},
): AsyncGenerator<AuditRow> {
  for (let after = 0; ;) {
    signal?.throwIfAborted()
    const page = await entriesAfter(db, filter, { after, upTo, limit: pageSize })
    yield* page
    const last = page.at(-1)
    if (!last || page.length < pageSize) return
    after = last.seq
  }
}
