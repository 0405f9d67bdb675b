import { sql, type Kysely } from 'kysely'
import type { ItemQuery } from '#api/contract/runs.ts'
import type { Action, Clear, Remove } from '#engine/action.ts'
import { showPath } from '#platform'
import { actionsFromText, actionsToText } from './action-text.ts'
import { statesOf } from './overview.ts'
import type { Run } from './rows.ts'
import { movingStates, type RunState } from './states.ts'

type Db = Kysely<unknown>

/** A part of a run's plan: written before any of its effects, so that a crash leaves a note of what may have happened. */
export interface Batch {
  readonly run: string
  readonly seq: number
  /** Which attempt at it this is, from 1. An older one that is still at work is refused from now on. */
  readonly attempt: number
  readonly actions: readonly Action[]
  /** Positions of the actions that have their receipts. */
  readonly done: ReadonlySet<number>
}

export async function addBatch(
  db: Db,
  { id, kind }: Pick<Run, 'id' | 'kind'>,
  seq: number,
  actions: readonly Action[],
): Promise<void> {
  const open = actions.filter((action) => action.do === 'copy' || action.do === 'make')
  await insertBatch(db, id, { seq, actions, open, isRemoval: false, hasPaths: kind === 'simulation' })
}

/** Keeps what is to be deleted apart: its turn comes when all else is done, and a person may have to approve it. */
export async function addRemovals(db: Db, run: string, seq: number, actions: readonly Remove[]): Promise<void> {
  const isBack = actions[0]?.way === 'back'
  await insertBatch(db, run, { seq, actions, open: actions, isRemoval: true, isBack })
}

/** What a job that moves is to delete at the source; `db` is a transaction that holds nothing else of the run. */
export async function addClearing(db: Db, run: string, actions: readonly Clear[]): Promise<void> {
  const { rows } = await sql<{ batches: number }>`
    update runs set batches = batches + 1 where id = ${run} returning batches`.execute(db)
  const [{ batches: seq } = { batches: 1 }] = rows
  await insertBatch(db, run, { seq, actions, open: actions, isRemoval: true, isBack: true })
}

export async function hasClearing(db: Db, run: string): Promise<boolean> {
  const { rows } = await sql`select 1 from batches where run = ${run} and is_removal limit 1`.execute(db)
  return rows.length > 0
}

/** Batches of deletions at the source that somebody has begun and not ended. */
export async function beganClearing(db: Db, run: string): Promise<readonly number[]> {
  const { rows } = await sql<{ seq: number }>`
    select seq from batches where run = ${run} and is_removal and attempts > 0 and not is_done order by seq`.execute(db)
  return rows.map(({ seq }) => seq)
}

interface NewBatch {
  readonly seq: number
  readonly actions: readonly Action[]
  /** Those of them that are to be carried out. */
  readonly open: readonly Action[]
  readonly isRemoval: boolean
  /** Of removals: at the source. */
  readonly isBack?: boolean
  /** The plan of a simulation stays, and people look for words in it. */
  readonly hasPaths?: boolean
}

async function insertBatch(
  db: Db,
  run: string,
  { seq, actions, open, isRemoval, isBack = false, hasPaths = false }: NewBatch,
): Promise<void> {
  const marks = [...new Set(actions.flatMap((action) => [...statesOf(action), action.reason]))]
  const paths = hasPaths
    ? actions
        .map(({ source }) => showPath(source))
        .join('\n')
        .toLowerCase()
    : null
  const bytes = open.reduce((sum, action) => sum + action.size, 0)
  const older = olderOf(open)
  await sql`
    insert into batches (run, seq, actions, items, bytes, left_items, left_bytes, left_older, left_older_bytes, is_removal,
      is_back, marks, paths)
    values (${run}, ${seq}, ${actionsToText(actions)}, ${open.length}, ${bytes}, ${open.length}, ${bytes}, ${older.items},
      ${older.bytes}, ${isRemoval}, ${isBack}, ${marks}, ${paths})`.execute(db)
}

/** Older versions that go before their files. How large each is nobody has said yet: it is counted as the current one. */
export function olderOf(actions: readonly Action[]): { readonly items: number; readonly bytes: number } {
  let [items, bytes] = [0, 0]
  for (const action of actions) {
    if (action.do !== 'copy' || action.older === undefined) continue
    items += action.older
    bytes += action.older * action.size
  }
  return { items, bytes }
}

export interface Removals {
  /** The batches, as they were planned. */
  readonly seqs: readonly number[]
  readonly items: number
  /** Those of them that are to be deleted at the source. */
  readonly atSource: number
}

/** What the run is to delete. */
export async function removalsOf(db: Db, run: string): Promise<Removals> {
  const { rows } = await sql<{ seq: number; items: number; is_back: boolean }>`
    select seq, left_items as items, is_back from batches
    where run = ${run} and is_removal and not is_done order by seq`.execute(db)
  const sum = (some: typeof rows) => some.reduce((total, { items }) => total + items, 0)
  return { seqs: rows.map(({ seq }) => seq), items: sum(rows), atSource: sum(rows.filter((row) => row.is_back)) }
}

/** Begins an attempt at the batch; undefined when it is done or was withdrawn. */
export async function startBatch(db: Db, run: string, seq: number): Promise<Batch | undefined> {
  const { rows } = await sql<{ actions: string; attempts: number; done: number[] }>`
    update batches set attempts = attempts + 1
    where run = ${run} and seq = ${seq} and not is_done
    returning actions, attempts, done`.execute(db)
  const row = rows[0]
  return row && { run, seq, attempt: row.attempts, actions: actionsFromText(row.actions), done: new Set(row.done) }
}

type Attempt = Pick<Batch, 'run' | 'seq' | 'attempt'>

export interface Held {
  /** Positions that have their receipts by now. */
  readonly done: ReadonlySet<number>
  /** False: the run was told to stop, so nothing more of it is to be begun. */
  readonly isMoving: boolean
}

/** Keeps the batch for this attempt until the transaction ends; undefined when it is another one's by now, or done. */
export async function holdBatch(db: Db, { run, seq, attempt }: Attempt): Promise<Held | undefined> {
  const { rows } = await sql<{ done: number[]; state: RunState }>`
    select batches.done, runs.state from batches join runs on runs.id = batches.run
    where batches.run = ${run} and seq = ${seq} and attempts = ${attempt} and not is_done
    for update of batches`.execute(db)
  const row = rows[0]
  return row && { done: new Set(row.done), isMoving: movingStates.includes(row.state) }
}

export async function markCarriedOut(
  db: Db,
  { run, seq }: Attempt,
  positions: readonly number[],
  actions: readonly Action[],
): Promise<void> {
  const bytes = actions.reduce((sum, { size }) => sum + size, 0)
  const older = olderOf(actions)
  await sql`
    update batches set done = done || ${positions}::integer[], left_items = left_items - ${positions.length},
      left_bytes = left_bytes - ${bytes}, left_older = left_older - ${older.items},
      left_older_bytes = left_older_bytes - ${older.bytes}
    where run = ${run} and seq = ${seq}`.execute(db)
}

/** Its actions have their receipts and are not needed any more. */
export async function markDone(db: Db, { run, seq, attempt }: Attempt): Promise<void> {
  await sql`
    update batches set is_done = true, left_items = 0, left_bytes = 0, left_older = 0, left_older_bytes = 0, actions = '[]', done = '{}',
      marks = '{}'
    where run = ${run} and seq = ${seq} and attempts = ${attempt}`.execute(db)
}

/** Withdraws what nobody has begun, and what is to be deleted: the next scan finds that again, as far as it is still so. */
export async function dropUnstarted(db: Db, run: string): Promise<void> {
  await sql`delete from batches where run = ${run} and (attempts = 0 or is_removal)`.execute(db)
}

/** Forgets what the run was to delete. */
export async function dropRemovals(db: Db, run: string): Promise<void> {
  await sql`delete from batches where run = ${run} and is_removal`.execute(db)
}

export async function openBatches(db: Db, run: string): Promise<readonly number[]> {
  const { rows } = await sql<{ seq: number }>`
    select seq from batches where run = ${run} and not is_done and not is_removal order by seq`.execute(db)
  return rows.map((row) => row.seq)
}

export async function hasOpenBatches(db: Db, run: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from batches where run = ${run} and not is_done and not is_removal limit 1`.execute(db)
  return rows.length > 0
}

export interface Left {
  readonly items: number
  readonly bytes: number
  /** Older versions that go before their files, not among the above. */
  readonly older: { readonly items: number; readonly bytes: number }
}

/** What each of these runs has planned and not yet done, but for what it is to delete. */
export async function leftOf(db: Db, runs: readonly string[]): Promise<Map<string, Left>> {
  const { rows } = await sql<{ run: string; items: string; bytes: string; older: string; older_bytes: string }>`
    select run::text, sum(left_items)::text as items, sum(left_bytes)::text as bytes, sum(left_older)::text as older,
      sum(left_older_bytes)::text as older_bytes
    from batches where run = any(${runs}::bigint[]) and not is_done and not is_removal group by run`.execute(db)
  return new Map(
    rows.map(({ run, items, bytes, older, older_bytes: olderBytes }) => [
      run,
      { items: Number(items), bytes: Number(bytes), older: { items: Number(older), bytes: Number(olderBytes) } },
    ]),
  )
}

/** What somebody looks for in a plan. */
type Sought = Pick<ItemQuery, 'state' | 'reason' | 'text'>

// Looked through at once, for the batches that may hold it.
const batchesAtOnce = 2500

interface PlanStretch {
  readonly batches: readonly Pick<Batch, 'seq' | 'actions' | 'done'>[]
  /** The batch to go on with; absent at the end of the plan. */
  readonly next?: number
}

/** The stored plan from batch `seq` on, two batches at a time; those in which nothing of what is sought can be are passed over. */
export async function plannedFrom(db: Db, run: string, seq: number, sought: Sought = {}): Promise<PlanStretch> {
  const { state, reason, text } = sought
  const marks = [state, reason].filter((mark) => mark !== undefined)
  const { rows } = await sql<{ seq: number; actions: string; done: number[] }>`
    select seq, actions, done from (
      select * from batches where run = ${run} and seq >= ${seq} order by seq limit ${batchesAtOnce}) as stretch
    where (marks is null or marks @> ${marks}::text[])
      and (paths is null or position(${text?.toLowerCase() ?? ''} in paths) > 0)
    order by seq limit 2`.execute(db)
  const last = rows[1]?.seq ?? (await endOfStretch(db, run, seq))
  return {
    batches: rows.map((row) => ({ seq: row.seq, actions: actionsFromText(row.actions), done: new Set(row.done) })),
    ...(last !== undefined && { next: last + 1 }),
  }
}

/** The whole stored plan, batch by batch. */
export async function* plannedBatches(db: Db, run: string): AsyncGenerator<PlanStretch['batches'][number]> {
  for (let seq: number | undefined = 1; seq !== undefined;) {
    const stretch: PlanStretch = await plannedFrom(db, run, seq)
    yield* stretch.batches
    seq = stretch.next
  }
}

/** The last batch that was looked through; undefined where the plan ends before. */
async function endOfStretch(db: Db, run: string, seq: number): Promise<number | undefined> {
  const { rows } = await sql<{ seq: number }>`
    select seq from batches where run = ${run} and seq >= ${seq} order by seq offset ${batchesAtOnce - 1} limit 1`.execute(
    db,
  )
  return rows[0]?.seq
}
