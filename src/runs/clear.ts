import type { Action, Clear } from '#engine/action.ts'
import { clearSource } from '#engine/clear-source.ts'
import type { Receipt } from '#engine/receipt.ts'
import { addClearing, beganClearing, dropRemovals, hasClearing, markDone, removalsOf, startBatch } from './batches.ts'
import { clearable } from './clearable.ts'
import { filesAtOnce } from './files-at-once.ts'
import { mayDelete } from './may-delete.ts'
import { hasMoved } from './receipts.ts'
import { recorder } from './recorder.ts'
import { holdRun } from './rows.ts'
import type { Scene } from './scene.ts'
import type { Tallies } from './tallies.ts'

/**
 * Deletes at the source what lies at the destination by now, in a job that moves, when somebody has approved it. False: the run
 * waits for that.
 */
export async function carryOutClearing(scene: Scene): Promise<boolean> {
  const { db, run } = scene
  if (run.removals?.decision === 'declined') {
    await dropRemovals(db, run.id)
    return true
  }
  await planClearing(scene)
  const { seqs, items } = await removalsOf(db, run.id)
  if (seqs.length === 0) return true
  if (!(await mayDelete(scene, items, async () => reasonToWait(scene, items)))) return false
  for (const seq of seqs) await clearBatch(scene, seq, false)
  return true
}

function reasonToWait({ job }: Scene, items: number): string {
  const [what, them] = items === 1 ? ['1 item lies', 'it'] : [`${items.toLocaleString('en-US')} items lie`, 'them']
  return (
    `${what} at “${job.destination.shown}” by now, and this job moves: it would delete ${them} at the source, ` +
    `“${job.source.shown}”. Nothing is deleted until somebody approves.`
  )
}

/** All of it or nothing, and once, whatever process dies on the way or has the same task. */
async function planClearing({ transaction, run, places }: Scene): Promise<void> {
  await transaction(async (db) => {
    await holdRun(db, run.id)
    if (await hasClearing(db, run.id)) return
    for await (const actions of clearable(db, run, places)) await addClearing(db, run.id, actions)
  })
}

/** Tells what an attempt that was broken off has deleted at the source, before both sides are looked at anew. */
export async function settleClearing(scene: Scene): Promise<void> {
  for (const seq of await beganClearing(scene.db, scene.run.id)) await clearBatch(scene, seq, true)
}

async function clearBatch(scene: Scene, seq: number, isSettling: boolean): Promise<void> {
  const batch = await startBatch(scene.db, scene.run.id, seq)
  if (!batch) return
  const open = batch.actions.filter((action, at): action is Clear => action.do === 'clear' && !batch.done.has(at))
  const record = recorder(scene, batch, count)
  const receipts = clearSource(open, { ...scene, concurrency: filesAtOnce, isSettling })
  for await (const some of receipts) await record(some)
  await scene.calls.flush()
  await markDone(scene.db, batch)
}

/** An item that is there is counted already: it only changes its line. */
function count(tallies: Tallies, { state, reason, kind, size, verified }: Receipt, action: Action): void {
  if (action.do !== 'clear') return
  const { was } = action
  const counted = was.isOfRun ? was : { reason: 'unchanged' as const, attempts: 0, verified: undefined }
  const moved = hasMoved({ kind, state: action.state, ...counted })
  tallies.takeBack({ state: action.state, reason: counted.reason, kind }, size, moved, counted.verified !== undefined)
  const isProvenNow = was.verified === undefined && verified !== undefined
  tallies.add({ state, reason, kind }, size, moved, counted.verified !== undefined || isProvenNow)
}
