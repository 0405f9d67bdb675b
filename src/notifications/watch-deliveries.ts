import { setTimeout as wait } from 'node:timers/promises'
import type { Log } from '#platform'
import { forgetOld } from './delivery-rows.ts'
import { writeDigests } from './digest.ts'
import { handOver, type HandOverMeans } from './hand-over.ts'

// One small question to the database; so long a message may lie before it is sent.
const usualMs = 5000

/** Gives the queue what is to be told, until the stack is disposed of. Any number of processes may do so at once. */
export function watchDeliveries(
  stack: AsyncDisposableStack,
  { everyMs = usualMs, log, ...means }: HandOverMeans & { readonly log: Log; readonly everyMs?: number },
): void {
  const stopping = new AbortController()
  const watch = async () => {
    while (!stopping.signal.aborted) {
      // What could not be handed over now is at the next look; a database that is away is told of by those who need it.
      await look().catch((error: unknown) => log.warn({ error }, 'messages-not-handed-over'))
      await wait(everyMs, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined)
    }
  }
  const look = async () => {
    await writeDigests(means)
    await handOver(means)
    await forgetOld(means.db)
  }
  const watching = watch()
  stack.defer(async () => {
    stopping.abort()
    await watching
  })
}
