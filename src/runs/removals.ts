import type { Remove } from '#engine/action.ts'
import { reasonToAsk } from '#engine/delete-guard.ts'
import type { Reason } from '#engine/reason.ts'
import type { Receipt } from '#engine/receipt.ts'
import { removeLost } from '#engine/remove-lost.ts'
import { turnReceipt } from '#engine/two-way/turn.ts'
import { markDone, removalsOf, startBatch, type Removals } from './batches.ts'
import { filesAtOnce } from './files-at-once.ts'
import { carryOutLocks, openCopies } from './locks.ts'
import { mayDelete } from './may-delete.ts'
import { countHeld } from './receipts.ts'
import { recorder } from './recorder.ts'
import { wasApproved } from './rows.ts'
import type { Scene } from './scene.ts'
import { talliesOf } from './tallies.ts'
import { endsOf } from './ways.ts'

/**
 * Deletes what the scan has found lost, after all that was to be copied; or notes why it is kept. False: the run waits until
 * a person has decided.
 */
export async function carryOutRemovals(scene: Scene): Promise<boolean> {
  const { db, run, job } = scene
  const removals = await removalsOf(db, run.id)
  const { seqs, items } = removals
  if (seqs.length === 0) return true
  const kept = await keptAll(scene)
  if (!kept && !(await mayDelete(scene, items, () => reasonToWait(scene, removals)))) return false
  // Those below go before those above, which a job that goes one way plans the other way round.
  const inOrder = job.options.direction === 'two-way' ? seqs : seqs.toReversed()
  for (const seq of inOrder) await removeBatch(scene, seq, kept)
  return true
}

type Kept = Pick<Receipt, 'sentence'> & { readonly reason: Reason }

/** Why nothing is to be deleted at all; undefined when it may be. */
async function keptAll({ db, run }: Scene): Promise<Kept | undefined> {
  if (run.removals?.decision === 'declined') return { reason: 'kept-by-decision', sentence: '' }
  const tallies = (await talliesOf(db, [run.id])).get(run.id) ?? []
  if (!tallies.some(({ reason }) => reason === 'unreadable')) return undefined
  const sentence =
    'Part of what was to be looked at could not be read in this run, so nothing was deleted: it may have been moved there.'
  return { reason: 'kept-unsure', sentence }
}

async function reasonToWait(scene: Scene, { items, atSource }: Removals): Promise<string | undefined> {
  const { db, job, source, destination, titles } = scene
  const unsure = [
    ...(items > atSource && !source.facts.tellsHiddenFromAbsent ? [titles.source] : []),
    ...(atSource > 0 && !destination.facts.tellsHiddenFromAbsent ? [titles.destination] : []),
  ]
  return reasonToAsk(job.options, {
    lost: items,
    atSource,
    held: await countHeld(db, job.id),
    wasApproved: await wasApproved(db, job.id),
    unsure,
  })
}

async function removeBatch(scene: Scene, seq: number, kept: Kept | undefined): Promise<void> {
  const batch = await startBatch(scene.db, scene.run.id, seq)
  if (!batch) return
  const open = batch.actions.filter((action, at): action is Remove => action.do === 'remove' && !batch.done.has(at))
  const way = open[0]?.way
  const receipts = kept
    ? [open.map((action) => keptReceipt(action, kept, scene.clock.now()))]
    : removeLost(open, {
        ...scene,
        ...endsOf(scene, way),
        concurrency: filesAtOnce,
        mayUnlock: way ? () => false : await openCopies(scene, open),
      })
  const record = recorder(scene, batch)
  for await (const some of receipts) await record(some.map((receipt) => turnReceipt(receipt, way)))
  await carryOutLocks(scene, batch.actions)
  await scene.calls.flush()
  await markDone(scene.db, batch)
}

function keptReceipt({ source, kind, size }: Remove, kept: Kept, now: number): Receipt {
  return { source, kind, size, state: 'ignored', ...kept, attempts: 0, finishedAt: now }
}
