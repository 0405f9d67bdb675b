import type { Action } from '#engine/action.ts'
import type { Receipt } from '#engine/receipt.ts'
import { holdBatch, markCarriedOut, type Batch } from './batches.ts'
import { identityText } from './key.ts'
import { writeReceipts } from './receipts.ts'
import type { Scene } from './scene.ts'
import { Stopped } from './stops.ts'
import { Tallies, writeTallies } from './tallies.ts'

type Count = (tallies: Tallies, receipt: Receipt, action: Action) => void

const add: Count = (tallies, receipt) => tallies.addReceipt(receipt)

/**
 * Records receipts of a batch: they, the sums and what is left change together or not at all, and for each action once.
 * Throws Stopped when the batch is another worker's by now or the run is to stop. `count` adds a receipt to the sums.
 */
export function recorder(
  scene: Scene,
  batch: Batch,
  count: Count = add,
): (receipts: readonly Receipt[]) => Promise<void> {
  const lines = new Map(
    batch.actions.map((action, at) => [identityText(action.source, action.kind), { at, action }] as const),
  )
  return async (receipts) => {
    const isMoving = await scene.transaction(async (db) => {
      const held = await holdBatch(db, batch)
      if (!held) throw new Stopped(`Batch ${batch.seq} of run ${batch.run} is another worker's by now.`)
      const tallies = new Tallies()
      const fresh: Receipt[] = []
      const positions: number[] = []
      const actions: Action[] = []
      for (const receipt of receipts) {
        const line = lines.get(identityText(receipt.source, receipt.kind))
        if (!line || held.done.has(line.at)) continue
        fresh.push(receipt)
        positions.push(line.at)
        actions.push(line.action)
        count(tallies, receipt, line.action)
      }
      await writeReceipts(db, scene.job.id, batch.run, fresh)
      await markCarriedOut(db, batch, positions, actions)
      await writeTallies(db, batch.run, tallies.drain())
      return held.isMoving
    })
    if (!isMoving) throw new Stopped(`Run ${batch.run} is to stop.`)
  }
}

/** Keeps what is done of an action that is not over: it counts for nothing, and a later run can go on with it. */
export function partKeeper(scene: Scene, batch: Batch): (receipt: Receipt) => Promise<void> {
  return async (receipt) => {
    await scene.transaction(async (db) => {
      const held = await holdBatch(db, batch)
      if (!held) throw new Stopped(`Batch ${batch.seq} of run ${batch.run} is another worker's by now.`)
      await writeReceipts(db, scene.job.id, batch.run, [receipt])
    })
  }
}
