import { sql, type Kysely } from 'kysely'
import type { Action } from '#engine/action.ts'
import { reviveTimes } from './entry-text.ts'

type Db = Kysely<unknown>

/** A part of a run's plan: written before any of its effects, so that a crash leaves a note of what may have happened. */
export interface Batch {
  readonly run: string
  readonly seq: number
  readonly actions: readonly Action[]
  /** Some of it may have been carried out by a process that died. */
  readonly wasStarted: boolean
}

export async function addBatch(db: Db, run: string, seq: number, actions: readonly Action[]): Promise<void> {
  const open = actions.filter((action) => action.do === 'copy' || action.do === 'make')
  const bytes = open.reduce((sum, action) => sum + action.size, 0)
  await sql`
    insert into batches (run, seq, actions, items, bytes, left_items, left_bytes)
    values (${run}, ${seq}, ${JSON.stringify(actions)}, ${open.length}, ${bytes}, ${open.length}, ${bytes})`.execute(db)
}

/** Marks the batch started and gives it; undefined when it is done or was withdrawn. */
export async function startBatch(db: Db, run: string, seq: number): Promise<Batch | undefined> {
  const { rows } = await sql<{ actions: string; was_started: boolean }>`
    update batches set is_started = true
    from (select run, seq, is_started from batches where run = ${run} and seq = ${seq} for update) as before
    where batches.run = before.run and batches.seq = before.seq and not batches.is_done
    returning batches.actions, before.is_started as was_started`.execute(db)
  const row = rows[0]
  return row && { run, seq, actions: actionsFrom(row.actions), wasStarted: row.was_started }
}

export async function markCarriedOut(
  db: Db,
  batch: Pick<Batch, 'run' | 'seq'>,
  items: number,
  bytes: number,
): Promise<void> {
  await sql`
    update batches set left_items = left_items - ${items}, left_bytes = left_bytes - ${bytes}
    where run = ${batch.run} and seq = ${batch.seq}`.execute(db)
}

export async function markDone(db: Db, batch: Pick<Batch, 'run' | 'seq'>): Promise<void> {
  await sql`
    update batches set is_done = true, left_items = 0, left_bytes = 0, actions = '[]'
    where run = ${batch.run} and seq = ${batch.seq}`.execute(db)
}

/** Withdraws what nobody has begun. */
export async function dropUnstarted(db: Db, run: string): Promise<void> {
  await sql`delete from batches where run = ${run} and not is_started`.execute(db)
}

export async function openBatches(db: Db, run: string): Promise<readonly number[]> {
  const { rows } = await sql<{ seq: number }>`
    select seq from batches where run = ${run} and not is_done order by seq`.execute(db)
  return rows.map((row) => row.seq)
}

export async function nextSeq(db: Db, run: string): Promise<number> {
  const { rows } = await sql<{ next: number }>`
    select coalesce(max(seq), 0) + 1 as next from batches where run = ${run}`.execute(db)
  return rows[0]?.next ?? 1
}

export interface Left {
  readonly items: number
  readonly bytes: number
}

/** What each of these runs has planned and not yet done. */
export async function leftOf(db: Db, runs: readonly string[]): Promise<Map<string, Left>> {
  const { rows } = await sql<{ run: string; items: string; bytes: string }>`
    select run::text, sum(left_items)::text as items, sum(left_bytes)::text as bytes
    from batches where run = any(${runs}::bigint[]) and not is_done group by run`.execute(db)
  return new Map(rows.map((row) => [row.run, { items: Number(row.items), bytes: Number(row.bytes) }]))
}

/** The stored plan, page by page: the actions after position `at` of batch `seq`. */
export async function plannedAfter(
  db: Db,
  run: string,
  after: { readonly seq: number; readonly at: number },
): Promise<readonly { readonly seq: number; readonly actions: readonly Action[] }[]> {
  const { rows } = await sql<{ seq: number; actions: string }>`
    select seq, actions from batches where run = ${run} and seq >= ${after.seq} order by seq limit 2`.execute(db)
  return rows.map((row) => ({ seq: row.seq, actions: actionsFrom(row.actions) }))
}

function actionsFrom(text: string): readonly Action[] {
  const actions = JSON.parse(text) as readonly Action[]
  return actions.map((action) => ('from' in action ? { ...action, from: reviveTimes(action.from) } : action))
}
