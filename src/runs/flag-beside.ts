import { sql, type Kysely } from 'kysely'
import type { ItemState } from '#engine/item.ts'
import type { Reason } from '#engine/reason.ts'
import type { Scene } from './scene.ts'
import type { Tallies } from './tallies.ts'

/** An item as the sums of the run have counted it. */
export interface CountedRow {
  folder: string
  name: string
  kind: 'file' | 'folder'
  size: string
  state: ItemState
  reason: Reason
  /** Its state is of this run; else it was counted as unchanged. */
  is_of_run: boolean
}

/**
 * Flags an item that is there, for what goes with its content: out of the line in which the run has counted it. One that is not
 * in that line any more was flagged by whoever had the task before, or has it by now.
 */
export async function flagBeside(
  db: Kysely<unknown>,
  { run, job, clock }: Pick<Scene, 'run' | 'job' | 'clock'>,
  row: CountedRow,
  why: { readonly reason: Reason; readonly sentence: string },
  tallies: Tallies,
): Promise<void> {
  const { folder, name, kind, state, reason } = row
  const size = Number(row.size)
  const { rows } = await sql`
    update items set state = 'flagged', reason = ${why.reason}, sentence = ${why.sentence}, run = ${run.id},
      finished_at = to_timestamp(${clock.now()} / 1000.0)
    where job = ${job.id} and folder = ${folder}::bigint and name = ${name}::bigint
      and state = ${state} and reason = ${reason}
    returning 1`.execute(db)
  if (rows.length === 0) return
  // What it moved stays moved.
  tallies.takeBack({ state, reason: row.is_of_run ? reason : 'unchanged', kind }, size, false, false)
  tallies.add({ state: 'flagged', reason: why.reason, kind }, size, false, false)
}
