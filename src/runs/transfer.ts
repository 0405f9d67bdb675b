import type { Copy } from '#engine/action.ts'
import { carryOut } from '#engine/carry-out.ts'
import type { Receipt } from '#engine/receipt.ts'
import { showPath } from '#platform'
import { markCarriedOut, markDone, startBatch, type Batch } from './batches.ts'
import { keyOf } from './key.ts'
import { receiptsOf, writeReceipts } from './receipts.ts'
import type { Scene } from './scene.ts'
import { Tallies, writeTallies } from './tallies.ts'

/** Files of one batch that are on their way side by side, where they go one by one. */
const filesAtOnce = 8

/**
 * Carries out one batch. What an earlier attempt finished has its receipt and is left alone; what it may have begun is
 * settled by looking at the destination. Throws what stops the whole run.
 */
export async function transfer(scene: Scene, seq: number): Promise<void> {
  const batch = await startBatch(scene.db, scene.run.id, seq)
  if (!batch) return
  const copies = await unfinished(scene, batch)
  const done = carryOut(copies, {
    source: scene.source,
    destination: scene.destination,
    options: scene.job.options,
    signal: scene.signal,
    clock: scene.clock,
    concurrency: filesAtOnce,
    settle: batch.wasStarted,
    intentOf: (action) => intentOf(scene.run.id, action),
    onProgress: () => undefined,
  })
  for await (const receipts of done) await record(scene, batch, receipts)
  await markDone(scene.db, batch)
}

/** The same in every attempt at this item in this run, and no other's. */
function intentOf(run: string, action: Copy): string {
  const { folder, name } = keyOf(action.source)
  return `${run}/${folder}/${name}`
}

async function unfinished(scene: Scene, batch: Batch): Promise<readonly Copy[]> {
  const copies = batch.actions.filter((action) => action.do === 'copy')
  if (!batch.wasStarted) return copies
  const sources = copies.map((copy) => copy.source)
  const finished = await receiptsOf(scene.db, scene.job.id, scene.run.id, sources)
  return copies.filter((copy) => !finished.has(showPath(copy.source)))
}

/** Receipts, sums and what is left change together or not at all. */
async function record(scene: Scene, batch: Batch, receipts: readonly Receipt[]): Promise<void> {
  const tallies = new Tallies()
  for (const receipt of receipts) tallies.addReceipt(receipt)
  const bytes = receipts.reduce((sum, receipt) => sum + receipt.size, 0)
  const sums = tallies.drain()
  await scene.transaction(async (db) => {
    await writeReceipts(db, scene.job.id, scene.run.id, receipts)
    await writeTallies(db, scene.run.id, sums)
    await markCarriedOut(db, batch, receipts.length, bytes)
  })
}
