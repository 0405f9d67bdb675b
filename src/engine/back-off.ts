import { isStorageError, type Clock } from '#platform'
import { cancelled } from './halt.ts'

/** How often one item is tried within a run. */
export const mostAttempts = 3

/** Waits before the next attempt: as long as the platform asks, else 1 second, then 4. Throws Halt when told to stop. */
export async function backOff(error: unknown, attempts: number, clock: Clock, signal: AbortSignal): Promise<void> {
  const asked = isStorageError(error) && error.advice.do === 'retry-later' ? error.advice.afterMs : undefined
  try {
    await clock.sleep(asked ?? 1000 * 4 ** (attempts - 1), signal)
  } catch (reason) {
    throw signal.aborted ? cancelled(signal) : reason
  }
}
