import { setTimeout as wait } from 'node:timers/promises'
import { keepHours } from './keep-hours.ts'
import { startDue, type DueMeans } from './start-due.ts'

// How late a run may begin, or pause at the end of its hours: nobody plans by seconds.
const usualMs = 10_000

/** Keeps the schedules of jobs until the stack is disposed of: starts what is due, pauses and wakes by hours. */
export function watchSchedules(
  stack: AsyncDisposableStack,
  { everyMs = usualMs, ...means }: DueMeans & { readonly everyMs?: number },
): void {
  const stopping = new AbortController()
  const watch = async () => {
    while (!stopping.signal.aborted) {
      await lookAtSchedules(means)
      await wait(everyMs, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined)
    }
  }
  const watching = watch()
  stack.defer(async () => {
    stopping.abort()
    await watching
  })
}

/**
 * One look. Any number of processes may look at once.
 *
 * @internal
 */
export async function lookAtSchedules(means: DueMeans): Promise<void> {
  try {
    await keepHours(means)
    await startDue(means)
  } catch (error) {
    // The next look comes; a database that is away is told of by those who need it.
    means.log.warn({ error }, 'schedules-not-looked-at')
  }
}
