import type { Kysely, KyselyPlugin } from 'kysely'
import { runHandlers } from '../conduct.ts'
import { openBatches } from '../batches.ts'
import { Stops } from '../stops.ts'
import type { Stage } from '../stage.ts'

/**
 * Carries out the tasks of a run as a process of its own would that ends at a moment: once `isDead` says so nothing that it asks
 * of the database is done, a transaction least of all. Ends when it is dead, or has nothing more to do.
 */
export async function workUntilDead(stage: Stage, run: string, isDead: () => boolean): Promise<void> {
  const handlers = runHandlers(mortal(stage, isDead))
  const { signal } = new AbortController()
  const task = (work: Promise<void>) => work.catch((error: unknown) => void (isDead() || throwIt(error)))
  let isScanned = false
  const scan = task(handlers['scan-run']({ run }, signal)).finally(() => (isScanned = true))
  while (!isDead()) {
    const open = await openBatches(stage.db, run)
    for (const seq of open) await task(handlers['transfer-batch']({ run, seq }, signal))
    if (isScanned && open.length === 0) break
    // What a scan waits for by itself.
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  await scan
  await task(handlers['finish-run']({ run }, signal))
}

function throwIt(error: unknown): never {
  throw error
}

function mortal(stage: Stage, isDead: () => boolean): Stage {
  const live = () => {
    if (isDead()) throw new Error('The process is dead.')
  }
  const plugin: KyselyPlugin = {
    transformQuery({ node }) {
      live()
      return node
    },
    transformResult: async ({ result }) => result,
  }
  const within = (db: Kysely<unknown>) => db.withPlugin(plugin)
  return {
    ...stage,
    db: within(stage.db),
    stops: new Stops(),
    // Whoever takes the run up finds out what is to be done.
    send: async () => live(),
    transaction: (work) =>
      stage.transaction(async (db) => {
        const result = await work(within(db))
        live()
        return result
      }),
  }
}
