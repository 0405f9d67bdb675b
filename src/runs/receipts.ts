import { sql, type Kysely, type RawBuilder } from 'kysely'
import { throughCursor } from '#database/through-cursor.ts'
import type { ItemState, Known, Print } from '#engine/item.ts'
import type { Receipt } from '#engine/receipt.ts'
import { isRefusedBeside, isRemoval, type Reason } from '#engine/reason.ts'
import { parsePath, showPath, type Path } from '#platform'
import { folderKey, keyMaker, type Identity } from './key.ts'
import type { Run } from './rows.ts'

type Db = Kysely<unknown>

/** What a job knows of one item and which run last touched it. */
export interface Remembered extends Known, Identity {
  readonly kind: Receipt['kind']
  readonly source: Path
  readonly run: string
  readonly reason: Reason
  readonly size: number
  readonly isVerified: boolean
  readonly hasMoved: boolean
  /** It lay at the destination before this job, and no hash has proven it equal. */
  readonly isForeign: boolean
  /** As in its receipt. */
  readonly versions?: number
  /** The source had lost it when it was last looked at. */
  readonly isGone: boolean
}

/** Whether content travelled: what both sides held already was not attempted. */
export function hasMoved({
  kind,
  state,
  reason,
  attempts,
}: Pick<Receipt, 'kind' | 'state' | 'reason' | 'attempts'>): boolean {
  return kind === 'file' && attempts > 0 && !isRemoval(reason) && (state === 'succeeded' || state === 'revised')
}

/**
 * Writes receipts over what the job knew of these items. What is known of a side stays as long as the receipt says nothing of
 * it: its place, print and hash belong together. Of what was deleted nothing lies at the destination any more.
 */
export async function writeReceipts(db: Db, job: string, run: string, receipts: readonly Receipt[]): Promise<void> {
  // Most are alike but for the item: what they share is told once for all of them, not once for each.
  const alike = Map.groupBy(receipts, ({ kind, state, reason, verified, isNew, attempts }) =>
    [kind, state, reason, verified, isNew, attempts].join(' '),
  )
  for (const some of alike.values()) await writeAlike(db, job, run, some)
}

async function writeAlike(db: Db, job: string, run: string, receipts: readonly Receipt[]): Promise<void> {
  const [first] = receipts
  if (!first) return
  const { kind, state, reason, verified, isNew = false, attempts } = first
  const isRemoved = isRemoval(reason)
  // Of what was moved away the job has nothing to keep in step any more: what lies there now is the only one.
  const isLetGo = isRemoved || reason === 'moved-away'
  // It lay there before, and no hash has proven it equal: not the job's own.
  const isForeign = reason === 'already-there' && verified === undefined && kind === 'file'
  // What went with an entry in whose place another lies says nothing of that one.
  const isOther = sql`(${isNew}::boolean or (excluded.source_print is not null and excluded.source_id <> items.source_id)
    or (excluded.destination_print is not null and excluded.destination_id <> items.destination_id)) is true`
  const rows = columnsOf(receipts)
  await sql`
    insert into items (job, folder, name, run, source, destination, kind, twin, size, state, reason, sentence, source_print,
      destination_print, source_id, destination_id, source_sha256, destination_sha256, packed, verified, versions,
      attempts, finished_at, is_gone, is_foreign)
    select ${job}::bigint, folder, name, ${run}::bigint, source, destination, ${kind}, twin, size, ${state}, ${reason}, sentence,
      source_print, destination_print, source_id, destination_id, decode(source_sha256, 'hex'), decode(destination_sha256, 'hex'), packed, ${verified ?? null},
      versions, ${attempts}::smallint, to_timestamp(finished_at / 1000.0), ${isRemoved}, ${isForeign}
    from unnest(${rows.folder}::bigint[], ${rows.name}::bigint[], ${rows.source}::text[], ${rows.destination}::text[],
      ${rows.twin}::smallint[], ${rows.size}::bigint[], ${rows.sentence}::text[], ${rows.sourcePrint}::text[],
      ${rows.destinationPrint}::text[], ${rows.sourceId}::text[], ${rows.destinationId}::text[], ${rows.sourceSha256}::text[], ${rows.destinationSha256}::text[],
      ${rows.finishedAt}::float8[], ${rows.versions}::integer[], ${rows.packed}::boolean[])
      as new (folder, name, source, destination, twin, size, sentence, source_print, destination_print, source_id,
        destination_id, source_sha256, destination_sha256, finished_at, versions, packed)
    on conflict (job, folder, name) do update set
      run = excluded.run, kind = excluded.kind, size = excluded.size,
      state = excluded.state, reason = excluded.reason, sentence = excluded.sentence,
      source_print = coalesce(excluded.source_print, items.source_print),
      source_id = case when excluded.source_print is null then items.source_id else excluded.source_id end,
      destination_id = case when ${isLetGo} then null
        when excluded.destination_print is null then items.destination_id else excluded.destination_id end,
      source_sha256 = case when excluded.source_print is null then items.source_sha256 else excluded.source_sha256 end,
      destination = case when excluded.destination_print is null and items.destination_print is not null
        then items.destination else excluded.destination end,
      destination_print =
        case when ${isLetGo} then null else coalesce(excluded.destination_print, items.destination_print) end,
      is_foreign = case when excluded.destination_print is null then items.is_foreign else ${isForeign} end,
      destination_sha256 = case when excluded.destination_print is null
        then items.destination_sha256 else excluded.destination_sha256 end,
      packed = case when excluded.destination_print is null then items.packed else excluded.packed end,
      verified = excluded.verified, 
      versions = case when items.run = excluded.run then coalesce(excluded.versions, items.versions) else excluded.versions end,
      rights_print = case when ${isOther} then null else items.rights_print end,
      owner_print = case when ${isOther} then null else items.owner_print end,
      shared_rights = case when ${isOther} then null else items.shared_rights end,
      attempts = excluded.attempts, finished_at = excluded.finished_at, is_gone = ${isRemoved}
  `.execute(db)
}

function columnsOf(receipts: readonly Receipt[]) {
  const keys = receipts.map(keyMaker())
  const source = receipts.map((receipt) => showPath(receipt.source))
  return {
    folder: keys.map((key) => key.folder),
    name: keys.map((key) => key.name),
    source,
    // Absent means “as at the source”, which most are.
    destination: sparse(
      receipts.map((receipt, at) => {
        const shown = receipt.destination && showPath(receipt.destination)
        return shown === undefined || shown === source[at] ? null : shown
      }),
    ),
    twin: sparse(receipts.map((receipt) => receipt.twin ?? null)),
    size: receipts.map((receipt) => receipt.size),
    sentence: sparse(receipts.map((receipt) => receipt.sentence || null)),
    sourcePrint: sparse(receipts.map((receipt) => textOf(receipt.sourcePrint))),
    destinationPrint: sparse(receipts.map((receipt) => textOf(receipt.destinationPrint))),
    sourceId: sparse(receipts.map(({ sourcePrint }) => sourcePrint?.id ?? null)),
    destinationId: sparse(receipts.map(({ destinationPrint }) => destinationPrint?.id ?? null)),
    sourceSha256: sparse(receipts.map((receipt) => receipt.sourceSha256 ?? null)),
    destinationSha256: sparse(receipts.map((receipt) => receipt.destinationSha256 ?? null)),
    finishedAt: receipts.map((receipt) => receipt.finishedAt),
    versions: sparse(receipts.map(({ versions }) => versions ?? null)),
    packed: sparse(receipts.map(({ packed }) => packed ?? null)),
  }
}

/** Where no row has a value the empty list says the same: unnest fills short columns up with null. */
function sparse<Value>(column: readonly (Value | null)[]): readonly (Value | null)[] {
  return column.some((value) => value !== null) ? column : []
}

function textOf(print: Print | undefined): string | null {
  return print === undefined ? null : JSON.stringify(print)
}

interface KnownRow {
  folder: string
  source: string
  destination: string | null
  kind: Receipt['kind']
  twin: number | null
  run: string
  size: string
  state: ItemState
  reason: Reason
  source_print: string | null
  destination_print: string | null
  sha256: string | null
  packed: true | null
  is_proven: boolean
  is_verified: boolean
  versions: number | null
  attempts: number
  is_gone: boolean
  is_foreign: boolean
}

const knownColumns = sql`
  folder::text, source, destination, kind, twin, run::text, size::text, state, reason, source_print, destination_print,
  encode(destination_sha256, 'hex') as sha256, packed,
  coalesce(source_sha256 = destination_sha256 or (packed and source_sha256 <> destination_sha256), false) as is_proven,
  verified is not null as is_verified, versions, attempts, is_gone, is_foreign`

/** What the job remembers of the children of these folders (by `folderKey`), in no order; also of those that are gone. */
export async function knownIn(db: Db, job: string, folders: readonly string[]): Promise<Map<string, Remembered[]>> {
  const { rows } = await sql<KnownRow>`
    select ${knownColumns} from items where job = ${job} and folder = any(${folders}::bigint[])`.execute(db)
  const byFolder = new Map<string, Remembered[]>()
  for (const row of rows) {
    const list = byFolder.get(row.folder)
    if (list) list.push(toRemembered(row))
    else byFolder.set(row.folder, [toRemembered(row)])
  }
  return byFolder
}

/** The items that had one of these ids on one side when both sides last agreed. */
export async function knownByIds(
  db: Db,
  job: string,
  side: 'source' | 'destination',
  ids: readonly string[],
): Promise<readonly Remembered[]> {
  const { rows } = await sql<KnownRow>`
    select ${knownColumns} from items
    where job = ${job} and ${sql.ref(`${side}_id`)} = any(${ids}::text[]) and not is_gone
      and destination_print is not null`.execute(db)
  return rows.map(toRemembered)
}

function toRemembered(row: KnownRow): Remembered {
  const source = parsePath(row.source)
  const destinationPrint = row.destination_print === null ? undefined : printFrom(row.destination_print)
  return {
    source,
    destination: row.destination === null ? source : parsePath(row.destination),
    kind: row.kind,
    ...(row.twin !== null && { twin: row.twin }),
    state: isRefusedBeside(row.reason) ? 'succeeded' : row.state,
    reason: row.reason,
    run: row.run,
    size: Number(row.size),
    isVerified: row.is_verified,
    hasMoved: hasMoved(row),
    ...(row.versions !== null && { versions: row.versions }),
    isGone: row.is_gone,
    isForeign: row.is_foreign,
    sourcePrint: row.source_print === null ? {} : printFrom(row.source_print),
    ...(destinationPrint && { destinationPrint }),
    ...(row.sha256 !== null && { sha256: row.sha256 }),
    isProven: row.is_proven,
    ...(row.packed && { packed: row.packed }),
  }
}

/** Of a column that holds one. */
export function printFrom(text: string): Print {
  return JSON.parse(text) as Print
}

/**
 * Marks what the source no longer has, with all that was below it. It stays at the destination and out of later proofs; what
 * this very run has moved away stays in its own.
 */
export async function markGone(
  db: Db,
  { job, id }: Pick<Run, 'id' | 'job'>,
  gone: readonly Remembered[],
): Promise<void> {
  const isConcerned = ({ isGone, run, reason }: Remembered) => !isGone && !(run === id && reason === 'moved-away')
  await markDown(db, job, gone.filter(isConcerned), sql`is_gone = true`, isConcerned)
}

/** Notes that nothing of these, and of all that was below them, lies at the destination any more. */
export async function markRemoved(db: Db, job: string, gone: readonly Identity[]): Promise<void> {
  const nothing = sql`is_gone = true, destination_print = null, destination_id = null, destination_sha256 = null`
  await markDown(db, job, gone, nothing, ({ destinationPrint }) => destinationPrint !== undefined)
}

async function markDown(
  db: Db,
  job: string,
  top: readonly Identity[],
  mark: RawBuilder<unknown>,
  isConcerned: (item: Remembered) => boolean,
): Promise<void> {
  let level = top
  while (level.length > 0) {
    const keys = level.map(keyMaker())
    await sql`
      update items set ${mark}
      from unnest(${keys.map((key) => key.folder)}::bigint[], ${keys.map((key) => key.name)}::bigint[]) as lost (folder, name)
      where items.job = ${job} and items.folder = lost.folder and items.name = lost.name`.execute(db)
    const folders = level.filter(({ kind }) => kind === 'folder').map(({ source }) => folderKey(source))
    const below = folders.length === 0 ? [] : [...(await knownIn(db, job, folders)).values()].flat()
    level = below.filter(isConcerned)
  }
}

/** How many items of the job lie at the destination, also of those that the source has lost. */
export async function countHeld(db: Db, job: string): Promise<number> {
  const { rows } = await sql<{ items: string }>`
    select count(*)::text as items from items where job = ${job} and destination_print is not null`.execute(db)
  return Number(rows[0]?.items ?? 0)
}

/** False before the first run of a job has left anything: then nothing need be asked for. */
export async function hasItems(db: Db, job: string): Promise<boolean> {
  const { rows } = await sql`select 1 from items where job = ${job} limit 1`.execute(db)
  return rows.length > 0
}

interface ReceiptRow {
  source: string
  destination: string | null
  kind: Receipt['kind']
  size: string
  state: ItemState
  reason: Reason
  sentence: string | null
  source_print: string | null
  source_sha256: string | null
  destination_sha256: string | null
  packed: true | null
  verified: NonNullable<Receipt['verified']> | null
  attempts: number
  finished_at: number
}

/** Every item of a job in the order of its paths, through a cursor; `db` must be a transaction. */
export async function* allReceipts(db: Db, job: string): AsyncGenerator<readonly Receipt[]> {
  const query = sql`
    select source, destination, kind, size::text, state, reason, sentence, source_print,
      encode(source_sha256, 'hex') as source_sha256, encode(destination_sha256, 'hex') as destination_sha256, packed,
      verified, attempts, extract(epoch from finished_at)::float8 * 1000 as finished_at
    from items where job = ${sql.lit(job)} and not is_gone order by source collate "C"`
  const pages = throughCursor<ReceiptRow>(db, query, { name: 'receipts', rowsPerFetch: 2000 })
  for await (const rows of pages) yield rows.map(toReceipt)
}

function toReceipt(row: ReceiptRow): Receipt {
  const source = parsePath(row.source)
  const wasPlaced = row.state === 'succeeded' || row.state === 'revised' || row.destination !== null
  return {
    source,
    ...(wasPlaced && { destination: row.destination === null ? source : parsePath(row.destination) }),
    kind: row.kind,
    size: Number(row.size),
    state: row.state,
    reason: row.reason,
    sentence: row.sentence ?? '',
    ...(row.source_print !== null && { sourcePrint: printFrom(row.source_print) }),
    ...(row.source_sha256 !== null && { sourceSha256: row.source_sha256 }),
    ...(row.destination_sha256 !== null && { destinationSha256: row.destination_sha256 }),
    ...(row.packed && { packed: row.packed }),
    ...(row.verified && { verified: row.verified }),
    attempts: row.attempts,
    finishedAt: Math.round(row.finished_at),
  }
}
