import { carryOut } from '#engine/carry-out.ts'
import type { Receipt } from '#engine/receipt.ts'
import { showPath } from '#platform'
import { holdBatch, markCarriedOut, markDone, startBatch, type Batch } from './batches.ts'
import { keyMaker, type Key } from './key.ts'
import { writeReceipts } from './receipts.ts'
import type { Scene } from './scene.ts'
import { Stopped } from './stops.ts'
import { Tallies, writeTallies } from './tallies.ts'

/** Files of one batch that are on their way side by side, where they go one by one. */
const filesAtOnce = 8

/** So often one batch waits for a platform before the items that it cannot move are flagged instead. */
const mostWaits = 3

/**
 * Carries out one batch. What an earlier attempt finished has its receipt and is left alone; what it may have begun is
 * settled by looking at the destination. Throws what stops the whole run, and Stopped when another worker has the batch.
 */
export async function transfer(scene: Scene, seq: number): Promise<void> {
  const batch = await startBatch(scene.db, scene.run.id, seq)
  if (!batch) return
  const keyOf = keyMaker()
  const copies = batch.actions.filter((action) => action.do === 'copy')
  const lines = new Map(copies.map((copy, at) => [showPath(copy.source), { at, size: copy.size }]))
  const done = carryOut(
    copies.filter((_, at) => !batch.done.has(at)),
    {
      source: scene.source,
      destination: scene.destination,
      options: scene.job.options,
      signal: scene.signal,
      clock: scene.clock,
      concurrency: filesAtOnce,
      settle: batch.attempt > 1,
      waitsForPlatforms: batch.attempt <= mostWaits,
      intentOf: (action) => intentOf(scene.run.id, keyOf(action)),
      onProgress: () => undefined,
    },
  )
  for await (const receipts of done) await record(scene, batch, receipts, lines)
  await scene.calls.flush()
  await markDone(scene.db, batch)
}

/** The same in every attempt at this item in this run, and no other's. */
function intentOf(run: string, { folder, name }: Key): string {
  return `${run}/${folder}/${name}`
}

/** Receipts, sums and what is left change together or not at all, and for each action once. */
async function record(
  scene: Scene,
  batch: Batch,
  receipts: readonly Receipt[],
  lines: ReadonlyMap<string, { readonly at: number; readonly size: number }>,
): Promise<void> {
  const isMoving = await scene.transaction(async (db) => {
    const held = await holdBatch(db, batch)
    if (!held) throw new Stopped(`Batch ${batch.seq} of run ${batch.run} is another worker's by now.`)
    const tallies = new Tallies()
    const fresh: Receipt[] = []
    const positions: number[] = []
    let bytes = 0
    for (const receipt of receipts) {
      const line = lines.get(showPath(receipt.source))
      if (!line || held.done.has(line.at)) continue
      fresh.push(receipt)
      positions.push(line.at)
      bytes += line.size
      tallies.addReceipt(receipt)
    }
    await writeReceipts(db, scene.job.id, batch.run, fresh)
    await markCarriedOut(db, batch, positions, bytes)
    await writeTallies(db, batch.run, tallies.drain())
    return held.isMoving
  })
  if (!isMoving) throw new Stopped(`Run ${batch.run} is to stop.`)
}
