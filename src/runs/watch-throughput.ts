import { setTimeout as wait } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Log } from '#platform'
import { sampleRuns } from './throughput.ts'

interface Means {
  readonly db: Kysely<unknown>
  readonly log: Log
}

const everyMs = 2000

/** Notes how far runs are, for their curves, until the stack is disposed of. Any number of processes may do so at once. */
export function watchThroughput(stack: AsyncDisposableStack, { db, log }: Means): void {
  const stopping = new AbortController()
  const watch = async () => {
    while (!stopping.signal.aborted) {
      await wait(everyMs, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined)
      // A point that is missing is no harm; a database that is away is told of by those who need it.
      if (!stopping.signal.aborted)
        await sampleRuns(db).catch((error: unknown) => log.debug({ error }, 'runs-not-sampled'))
    }
  }
  const watching = watch()
  stack.defer(async () => {
    stopping.abort()
    await watching
  })
}
