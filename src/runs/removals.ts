import type { Remove } from '#engine/action.ts'
import { reasonToAsk } from '#engine/delete-guard.ts'
import type { Reason } from '#engine/reason.ts'
import type { Receipt } from '#engine/receipt.ts'
import { removeLost } from '#engine/remove-lost.ts'
import { markDone, removalsOf, startBatch } from './batches.ts'
import { countHeld } from './receipts.ts'
import { recorder } from './recorder.ts'
import { moveTo, wasApproved } from './rows.ts'
import type { Scene } from './scene.ts'
import { talliesOf } from './tallies.ts'
import { filesAtOnce } from './transfer.ts'

/**
 * Deletes what the scan has found lost, after all that was to be copied; or notes why it is kept. False: the run waits until
 * a person has decided.
 */
export async function carryOutRemovals(scene: Scene): Promise<boolean> {
  const { db, run } = scene
  const { seqs, items } = await removalsOf(db, run.id)
  if (seqs.length === 0) return true
  const kept = await keptAll(scene)
  if (!kept && !(run.removals?.decision === 'approved' && items <= run.removals.items)) {
    const reason = await reasonToWait(scene, items)
    if (reason !== undefined) {
      // A run that is being stopped meanwhile does not wait; nor does it delete.
      await moveTo(db, run.id, 'waiting', { waiting: { code: 'approval-needed', reason } })
      return false
    }
  }
  for (const seq of seqs) await removeBatch(scene, seq, kept)
  return true
}

type Kept = Pick<Receipt, 'sentence'> & { readonly reason: Reason }

/** Why nothing is to be deleted at all; undefined when it may be. */
async function keptAll({ db, run }: Scene): Promise<Kept | undefined> {
  if (run.removals?.decision === 'declined') return { reason: 'kept-by-decision', sentence: '' }
  const tallies = (await talliesOf(db, [run.id])).get(run.id) ?? []
  if (!tallies.some(({ reason }) => reason === 'unreadable')) return undefined
  const sentence =
    'Part of the source could not be read in this run, so nothing was deleted: it may have been moved there.'
  return { reason: 'kept-unsure', sentence }
}

async function reasonToWait({ db, job, source, titles }: Scene, lost: number): Promise<string | undefined> {
  return reasonToAsk(job.options, {
    lost,
    held: await countHeld(db, job.id),
    wasApproved: await wasApproved(db, job.id),
    isCertain: source.facts.tellsHiddenFromAbsent,
    source: titles.source,
  })
}

async function removeBatch(scene: Scene, seq: number, kept: Kept | undefined): Promise<void> {
  const batch = await startBatch(scene.db, scene.run.id, seq)
  if (!batch) return
  const open = batch.actions.filter((action, at): action is Remove => action.do === 'remove' && !batch.done.has(at))
  const receipts = kept
    ? [open.map((action) => keptReceipt(action, kept, scene.clock.now()))]
    : removeLost(open, { ...scene, concurrency: filesAtOnce })
  const record = recorder(scene, batch)
  for await (const some of receipts) await record(some)
  await scene.calls.flush()
  await markDone(scene.db, batch)
}

function keptReceipt({ source, kind, size }: Remove, kept: Kept, now: number): Receipt {
  return { source, kind, size, state: 'ignored', ...kept, attempts: 0, finishedAt: now }
}
