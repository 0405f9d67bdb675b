import { carryOut } from '#engine/carry-out.ts'
import { markDone, startBatch } from './batches.ts'
import { keyMaker, type Key } from './key.ts'
import { recorder } from './recorder.ts'
import type { Scene } from './scene.ts'

/** Files of one batch that are on their way side by side, where they go one by one. */
export const filesAtOnce = 8

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
  const record = recorder(scene, batch)
  for await (const receipts of done) await record(receipts)
  await scene.calls.flush()
  await markDone(scene.db, batch)
}

/** The same in every attempt at this item in this run, and no other's. */
function intentOf(run: string, { folder, name }: Key): string {
  return `${run}/${folder}/${name}`
}
