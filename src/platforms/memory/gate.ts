import { StorageError, type Budget, type Path, type Waiting } from '#platform'
import type { Knobs } from './knobs.ts'
import type { SignedIn } from './signed-in.ts'
import { rateWindow } from './rate-window.ts'

/** What every call passes on its way in and out: stops, sign-in, limits, and the faults that a test ordered. */
export interface Gate {
  /** Does one call; `effect` runs at once, nothing else comes between its steps unless it waits. */
  call<T>(verb: string, path: Path, waiting: Waiting | undefined, effect: () => T | Promise<T>): Promise<T>
  readonly calls: readonly string[]
  budget(): Budget | undefined
}

export function gate(knobs: () => Knobs, signedIn: SignedIn): Gate {
  const calls: string[] = []
  const counts = new Map<string, number>()
  const window = rateWindow(knobs)
  return {
    calls,
    budget: () => window.budget(),
    async call(verb, path, waiting, effect) {
      const { fault, failure, answersAfterMs, clock } = knobs()
      const signal = waiting?.signal
      throwIfStopped(signal, verb, path)
      const ofVerb = (counts.get(verb) ?? 0) + 1
      counts.set(verb, ofVerb)
      const fails = fault({ verb, number: calls.push(verb), ofVerb })
      await signedIn.makeSure(verb, path)
      window.take(verb, path)
      if (answersAfterMs > 0) await unlessStopped(clock.sleep(answersAfterMs, signal), signal, verb, path)
      if (fails === 'before') throw failure(verb)
      const answer = await effect()
      if (fails === 'after') throw failure(verb)
      return answer
    },
  }
}

export function throwIfStopped(signal: AbortSignal | undefined, verb: string, path: Path): void {
  if (signal?.aborted) throw cancelled(signal, verb, path)
}

/** What is waited for, or `cancelled` as soon as the signal is given. */
export async function unlessStopped<T>(
  waited: Promise<T>,
  signal: AbortSignal | undefined,
  verb: string,
  path: Path,
): Promise<T> {
  if (!signal) return await waited
  // Whoever stops does not hear what becomes of it; its failure must not count as unheard.
  waited.catch(() => undefined)
  const stop = Promise.withResolvers<never>()
  const onAbort = () => stop.reject(cancelled(signal, verb, path))
  signal.addEventListener('abort', onAbort)
  try {
    throwIfStopped(signal, verb, path)
    return await Promise.race([waited, stop.promise])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}

function cancelled(signal: AbortSignal, verb: string, path: Path): StorageError {
  return new StorageError({
    kind: 'cancelled',
    verb,
    path,
    message: 'Stopped before it was done.',
    cause: signal.reason,
  })
}
