import { isStorageError, type Clock } from '#platform'
import { backOff, mostAttempts } from './back-off.ts'
import { cancelled, Halt, mustHalt } from './halt.ts'

/**
 * Gives what `work` gives for one item, after as many attempts as its failures are worth, else what `giveUp` makes of the last
 * one. Throws Halt for what concerns the whole run.
 */
export async function tryOften<Result>(
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
  work: (attempts: number) => Promise<Result>,
  giveUp: (error: unknown, attempts: number) => Result,
): Promise<Result> {
  for (let attempts = 1; ; attempts++) {
    if (signal.aborted) throw cancelled(signal)
    try {
      return await work(attempts)
    } catch (error) {
      if (signal.aborted) throw cancelled(signal)
      if (mustHalt(error)) throw new Halt(error)
      const isWorthAnother = isStorageError(error) && error.advice.do === 'retry-later'
      if (!isWorthAnother || attempts >= mostAttempts) {
        if (isStorageError(error, 'rate-limited')) throw new Halt(error)
        return giveUp(error, attempts)
      }
      await backOff(error, attempts, clock, signal)
    }
  }
}
