import type { Copy, Way } from '#engine/action.ts'
import { carryOut } from '#engine/carry-out.ts'
import type { MayUnlock } from '#engine/carrying.ts'
import type { Receipt } from '#engine/receipt.ts'
import { turnReceipt } from '#engine/two-way/turn.ts'
import { markDone, startBatch, type Batch } from './batches.ts'
import { filesAtOnce } from './files-at-once.ts'
import { carryOutLocks, openCopies } from './locks.ts'
import { partKeeper, recorder } from './recorder.ts'
import type { Scene } from './scene.ts'
import { endsOf, waysOf } from './ways.ts'

/** So often one batch waits for a platform before the items that it cannot move are flagged instead. */
const mostWaits = 3

/**
 * Carries out one batch. What an earlier attempt finished has its receipt and is left alone; what it may have begun is
 * settled by looking at the destination. Throws what stops the whole run, and Stopped when another worker has the batch.
 */
export async function transfer(scene: Scene, seq: number): Promise<void> {
  const batch = await startBatch(scene.db, scene.run.id, seq)
  if (!batch) return
  const copies = batch.actions.filter((action, at): action is Copy => action.do === 'copy' && !batch.done.has(at))
  const mayUnlock = await openCopies(scene, copies)
  const record = recorder(scene, batch)
  for (const way of waysOf(scene.job)) {
    const some = copies.filter((copy) => copy.way === way)
    const carried = carry(scene, batch, { copies: some, way, mayUnlock: way ? () => false : mayUnlock })
    for await (const receipts of carried) await record(receipts)
  }
  await carryOutLocks(scene, batch.actions)
  await scene.calls.flush()
  await markDone(scene.db, batch)
}

interface Some {
  readonly copies: readonly Copy[]
  readonly way: Way | undefined
  readonly mayUnlock: MayUnlock
}

async function* carry(
  scene: Scene,
  batch: Batch,
  { copies, way, mayUnlock }: Some,
): AsyncGenerator<readonly Receipt[]> {
  const { attempt } = batch
  const positions = new Map(batch.actions.map((action, at) => [action, at]))
  const turn = (receipt: Receipt) => (scene.job.options.direction !== 'two-way' ? receipt : turnReceipt(receipt, way))
  const keepPart = partKeeper(scene, batch)
  const done = carryOut(copies, {
    ...endsOf(scene, way),
    options: scene.job.options,
    signal: scene.signal,
    clock: scene.clock,
    concurrency: filesAtOnce,
    settle: attempt > 1,
    mayUnlock,
    waitsForPlatforms: attempt <= mostWaits,
    intentOf: (action) => intentOf(batch, positions.get(action)),
    onPart: (receipt) => keepPart(turn(receipt)),
    onProgress: () => undefined,
  })
  for await (const receipts of done) yield receipts.map(turn)
}

/** The same in every attempt at the batch, and no other action's. */
function intentOf({ run, seq }: Batch, at: number | undefined): string {
  if (at === undefined) throw new Error(`Batch ${seq} of run ${run} was to carry out what it does not hold.`)
  return `${run}/${seq}/${at}`
}
