import type { Kysely } from 'kysely'
import type { ItemQuery, ItemView } from '#api/contract/runs.ts'
import { itemsOf } from './items.ts'
import type { Run } from './rows.ts'

/** All items of a run that are asked for, a page in memory at a time. */
export async function* itemPages(
  db: Kysely<unknown>,
  run: Run,
  query: Omit<ItemQuery, 'after'>,
  signal?: AbortSignal,
): AsyncGenerator<readonly ItemView[]> {
  let after: string | undefined
  do {
    signal?.throwIfAborted()
    const page = await itemsOf(db, run, { ...query, ...(after !== undefined && { after }) })
    if (page.items.length > 0) yield page.items
    after = page.next
  } while (after !== undefined)
}
