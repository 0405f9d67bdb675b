import { sql, type Kysely } from 'kysely'
import type { ItemState } from '#engine/item.ts'
import { departures, type Reason } from '#engine/reason.ts'
import type { Receipt } from '#engine/receipt.ts'
import { hasMoved, type Remembered } from './receipts.ts'
import type { Run } from './rows.ts'

/** How many items of a run are in one state for one reason. */
export interface Tally {
  readonly state: ItemState
  readonly reason: Reason
  readonly kind: 'file' | 'folder' | 'other'
  items: number
  bytes: number
  movedItems: number
  movedBytes: number
  /** Older versions that were copied before their files; not among the moved items. */
  movedOlder: number
  verified: number
}

type Named = Pick<Tally, 'state' | 'reason' | 'kind'> & { readonly versions?: number }

interface Change {
  readonly items: 1 | -1
  readonly bytes: number
  readonly moved: boolean
  readonly verified: boolean
}

/** Sums of what was just decided or done, kept small and written together with it. */
export class Tallies {
  readonly #byKey = new Map<string, Tally>()

  add(what: Named, bytes: number, moved: boolean, verified: boolean): void {
    this.#change(what, { items: 1, bytes, moved, verified })
  }

  /** Out of the line in which the run has counted it before. */
  takeBack(what: Named, bytes: number, moved: boolean, verified: boolean): void {
    this.#change(what, { items: -1, bytes: -bytes, moved, verified })
  }

  #change(what: Named, { items, bytes, moved, verified }: Change): void {
    const { state, reason, kind, versions = 1 } = what
    const key = `${state} ${reason} ${kind}`
    let tally = this.#byKey.get(key)
    if (!tally) {
      tally = { state, reason, kind, items: 0, bytes: 0, movedItems: 0, movedBytes: 0, movedOlder: 0, verified: 0 }
      this.#byKey.set(key, tally)
    }
    tally.items += items
    tally.bytes += bytes
    if (moved) tally.movedItems += items
    if (moved) tally.movedBytes += bytes
    if (moved) tally.movedOlder += items * (versions - 1)
    if (verified) tally.verified += items
  }

  addReceipt(receipt: Receipt): void {
    this.add(receipt, receipt.size, hasMoved(receipt), receipt.verified !== undefined)
  }

  addRemembered(item: Remembered, kind: Tally['kind']): void {
    const { state, reason, versions } = item
    this.add(
      { state, reason, kind, ...(versions !== undefined && { versions }) },
      item.size,
      item.hasMoved,
      item.isVerified,
    )
  }

  /** Takes all that was added since the last call. */
  drain(): readonly Tally[] {
    const all = [...this.#byKey.values()]
    this.#byKey.clear()
    return all
  }
}

/**
 * Adds to the sums of a run. Rows are taken in one order, so that workers cannot block each other for good; it comes last in
 * a transaction, because all workers of the run wait for these rows.
 */
export async function writeTallies(db: Kysely<unknown>, run: string, tallies: readonly Tally[]): Promise<void> {
  if (tallies.length === 0) return
  const sorted = tallies.toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
  const column = <Name extends keyof Tally>(name: Name) => sorted.map((tally) => tally[name])
  await sql`
    insert into tallies (run, state, reason, kind, items, bytes, moved_items, moved_bytes, moved_older, verified)
    select ${run}::bigint, * from unnest(${column('state')}::text[], ${column('reason')}::text[], ${column('kind')}::text[],
      ${column('items')}::bigint[], ${column('bytes')}::bigint[], ${column('movedItems')}::bigint[],
      ${column('movedBytes')}::bigint[], ${column('movedOlder')}::bigint[], ${column('verified')}::bigint[])
    on conflict (run, state, reason, kind) do update set
      items = tallies.items + excluded.items, bytes = tallies.bytes + excluded.bytes,
      moved_items = tallies.moved_items + excluded.moved_items, moved_bytes = tallies.moved_bytes + excluded.moved_bytes,
      moved_older = tallies.moved_older + excluded.moved_older,
      verified = tallies.verified + excluded.verified`.execute(db)
}

function orderOf(tally: Tally): string {
  return `${tally.state} ${tally.reason} ${tally.kind}`
}

/** Before the next scan counts anew; what the run has deleted, on either side, no scan will see again. */
export async function clearTallies(db: Kysely<unknown>, { id, kind }: Pick<Run, 'id' | 'kind'>): Promise<void> {
  await sql`delete from tallies where run = ${id} and (reason <> all(${departures}::text[]) or ${kind} = 'simulation')`.execute(
    db,
  )
}

export async function talliesOf(db: Kysely<unknown>, runs: readonly string[]): Promise<Map<string, Tally[]>> {
  const { rows } = await sql<Record<string, string>>`
    select run::text, state, reason, kind, items::text, bytes::text, moved_items::text, moved_bytes::text, moved_older::text,
      verified::text
    from tallies where run = any(${runs}::bigint[]) order by items desc`.execute(db)
  const byRun = new Map<string, Tally[]>(runs.map((run) => [run, []]))
  for (const row of rows) {
    byRun.get(String(row['run']))?.push({
      state: row['state'] as ItemState,
      reason: row['reason'] as Reason,
      kind: row['kind'] as Tally['kind'],
      items: Number(row['items']),
      bytes: Number(row['bytes']),
      movedItems: Number(row['moved_items']),
      movedBytes: Number(row['moved_bytes']),
      movedOlder: Number(row['moved_older']),
      verified: Number(row['verified']),
    })
  }
  return byRun
}
