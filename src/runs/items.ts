import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { ItemQuery, ItemView } from '#api/contract/runs.ts'
import type { Action } from '#engine/action.ts'
import { departures, reasons, type Reason } from '#engine/reason.ts'
import { showPath } from '#platform'
import { plannedFrom } from './batches.ts'
import { keysWith, type KeyLists } from './item-paths.ts'
import { firstKey, type Key } from './key.ts'
import { stateOf, statesOf } from './overview.ts'
import type { Run } from './rows.ts'

type Db = Kysely<unknown>

export interface ItemsPage {
  readonly items: readonly ItemView[]
  readonly next?: string
}

export interface ItemRow {
  source: string
  destination: string | null
  kind: ItemView['kind']
  size: string
  state: ItemView['state']
  reason: Reason
  sentence: string | null
  source_sha256: string | null
  destination_sha256: string | null
  verified: ItemView['verified'] | null
  versions: number | null
  finished_at: Date
  folder: string
  name: string
}

export const itemColumns = sql`
  source, destination, kind, size::text, state, reason, sentence, encode(source_sha256, 'hex') as source_sha256,
  encode(destination_sha256, 'hex') as destination_sha256, verified, versions, finished_at, folder::text, name::text`

/** The items that a run has touched, in a stable order; a simulation's, and what is still to be done, are the plan. */
export async function itemsOf(db: Db, run: Run, query: ItemQuery): Promise<ItemsPage> {
  const isPlanned = run.kind === 'simulation' || query.state === 'pending'
  return isPlanned ? plannedItems(db, run, query) : touchedItems(db, run, query)
}

// A page looks at so many rows, whatever it finds: what is rare in a long list comes with a later page, and each comes at once.
const rowsLookedAt = 20_000
// Of those that a search has found elsewhere, each looked up by itself.
const keysLookedAt = 5000
// What most items are for: the index of reasons leaves them out.
const reasonsOfMany: ReadonlySet<string> = new Set<Reason>(['copied', 'already-there', 'made'])

async function touchedItems(db: Db, run: Run, query: ItemQuery): Promise<ItemsPage> {
  const [folder = firstKey.folder, name = firstKey.name] = query.after?.split('.') ?? []
  const beyond = { after: { folder, name }, most: keysLookedAt }
  const keys = query.text === undefined ? undefined : await keysWith(db, run.job, query.text, beyond)
  const isByState = query.state && query.state !== 'succeeded'
  const isByReason = query.reason !== undefined && !reasonsOfMany.has(query.reason)
  // Only what is asked for stands in the statement, so that each keeps to its index.
  const stretch = sql`
    from ${keys ? itemsOfKeys(run.job, keys) : sql`items`} where job = ${run.job}
      ${isByState ? sql`and state = ${query.state}` : sql``} ${isByReason ? sql`and reason = ${query.reason}` : sql``}
      and (folder, name) > (${folder}::bigint, ${name}::bigint)
    order by items.folder, items.name`
  const asked = [
    sql`run = ${run.id} and (not is_gone or reason = any(${departures}::text[]))`,
    ...(query.state ? [sql`state = ${query.state}`] : []),
    ...(query.reason === undefined ? [] : [sql`reason = ${query.reason}`]),
    ...(query.text === undefined ? [] : [sql`source ilike ${containing(query.text)}`]),
  ]
  const { rows } = await sql<ItemRow>`
    select ${itemColumns} from (select * ${stretch} limit ${rowsLookedAt}) as looked_at
    where ${sql.join(asked, sql` and `)}
    order by looked_at.folder, looked_at.name limit ${query.limit}`.execute(db)
  const last = rows.length === query.limit ? rows.at(-1) : keys ? keys.last : await endOf(db, stretch)
  return { items: rows.map(viewOfRow), ...(last && { next: `${last.folder}.${last.name}` }) }
}

/** One after the other in the order of the list: the limit keeps PostgreSQL from reading all items for these. */
function itemsOfKeys(job: string, { folders, names }: KeyLists): RawBuilder<unknown> {
  return sql`
    (select * from unnest(${folders}::bigint[], ${names}::bigint[]) as key (folder, name) order by folder, name) as found
    join lateral (
      select * from items where job = ${job} and folder = found.folder and name = found.name limit 1) as items
    using (folder, name)`
}

/** The last row that a page has looked at; nothing when it has come to the end of the list. */
async function endOf(db: Db, stretch: RawBuilder<unknown>): Promise<Key | undefined> {
  const { rows } = await sql<Key>`
    select folder::text, name::text ${stretch} offset ${rowsLookedAt - 1} limit 1`.execute(db)
  return rows[0]
}

/** A pattern of SQL for whatever has these words in it. */
export function containing(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
}

export function viewOfRow(row: ItemRow): ItemView {
  // Absent means “as at the source”, of what is there at all.
  const isThere = row.state === 'succeeded' || row.state === 'revised' || row.destination !== null
  return {
    source: row.source,
    ...(isThere && { destination: row.destination ?? row.source }),
    kind: row.kind,
    size: Number(row.size),
    state: row.state,
    reason: row.reason,
    words: reasons[row.reason],
    sentence: row.sentence ?? '',
    ...(row.source_sha256 !== null && { sourceSha256: row.source_sha256 }),
    ...(row.destination_sha256 !== null && { destinationSha256: row.destination_sha256 }),
    ...(row.verified !== null && { verified: row.verified }),
    ...(row.versions !== null && { versions: row.versions }),
    finishedAt: row.finished_at.toISOString(),
  }
}

async function plannedItems(db: Db, run: Run, query: ItemQuery): Promise<ItemsPage> {
  const [begun = 1, at = -1] = (query.after?.split('.') ?? []).map(Number)
  const items: ItemView[] = []
  // What the numbers of batches cannot reach: after the last one there is nothing.
  if (begun > 2_147_483_647) return { items }
  let lookedAt = 0
  for (let seq = begun; ;) {
    const { batches, next } = await plannedFrom(db, run.id, seq, query)
    for (const batch of batches) {
      lookedAt += batch.actions.length
      const first = batch.seq === begun ? at + 1 : 0
      for (let index = first; index < batch.actions.length; index++) {
        const action = batch.actions[index]
        if (!action || batch.done.has(index) || !isAsked(action, query)) continue
        items.push(viewOfAction(action))
        if (items.length === query.limit) return { items, next: `${batch.seq}.${index}` }
      }
    }
    if (next === undefined) return { items }
    if (batches.length < 2 || lookedAt >= rowsLookedAt) return { items, next: `${next}.-1` }
    seq = next
  }
}

function isAsked(action: Action, { state, reason, text }: ItemQuery): boolean {
  if (text !== undefined && !showPath(action.source).toLowerCase().includes(text.toLowerCase())) return false
  return (!state || statesOf(action).includes(state)) && (!reason || action.reason === reason)
}

function viewOfAction(action: Action): ItemView {
  return {
    source: showPath(action.source),
    ...(action.do !== 'leave' && { destination: showPath(action.destination) }),
    kind: action.kind,
    size: action.size,
    state: stateOf(action),
    reason: action.reason,
    words: reasons[action.reason],
    sentence: action.sentence,
    ...(action.do === 'copy' && action.older !== undefined && { versions: action.older + 1 }),
    action: action.do,
  }
}
