import { setImmediate } from 'node:timers/promises'
import { StorageError, type Path } from '#platform'

export function throwIfStopped(signal: AbortSignal | undefined, path: Path): void {
  if (signal?.aborted) throw cancelled(path, signal)
}

export function cancelled(path: Path, signal?: AbortSignal): StorageError {
  return new StorageError({ kind: 'cancelled', path, message: 'Stopped before it was done.', cause: signal?.reason })
}

/** Gives the event loop a turn after synchronous work, then looks whether to go on. */
export async function breathe(signal: AbortSignal | undefined, path: Path): Promise<void> {
  await setImmediate()
  throwIfStopped(signal, path)
}

/** The same chunks; a source that has gone silent does not keep us once the signal is given. */
export async function* untilStopped<T>(
  chunks: AsyncIterable<T>,
  signal: AbortSignal | undefined,
  path: Path,
): AsyncGenerator<T> {
  if (!signal) {
    yield* chunks
    return
  }
  throwIfStopped(signal, path)
  const stop = Promise.withResolvers<never>()
  stop.promise.catch(() => undefined)
  const onAbort = () => stop.reject(cancelled(path, signal))
  signal.addEventListener('abort', onAbort)
  const iterator = chunks[Symbol.asyncIterator]()
  let isOver = false
  try {
    for (;;) {
      const next = await Promise.race([iterator.next(), stop.promise])
      if (next.done) {
        isOver = true
        return
      }
      yield next.value
    }
  } finally {
    signal.removeEventListener('abort', onAbort)
    // Not waited for: a source that hangs would hang here too.
    if (!isOver) void Promise.resolve(iterator.return?.()).catch(() => undefined)
  }
}
