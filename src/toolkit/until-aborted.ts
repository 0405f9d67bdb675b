/** What is waited for, or the signal's reason as soon as it is given. */
export async function unlessAborted<T>(waited: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return await waited
  const stop = Promise.withResolvers<never>()
  const onAbort = () => stop.reject(signal.reason)
  signal.addEventListener('abort', onAbort)
  try {
    signal.throwIfAborted()
    return await Promise.race([waited, stop.promise])
  } catch (error) {
    waited.catch(() => undefined)
    throw error
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}

/** The same chunks; a source that has gone silent does not keep anyone once the signal is given. */
export async function* untilAborted<T>(chunks: AsyncIterable<T>, signal: AbortSignal | undefined): AsyncGenerator<T> {
  const iterator = chunks[Symbol.asyncIterator]()
  let isOver = false
  try {
    for (;;) {
      const next = await unlessAborted(iterator.next(), signal)
      if (next.done) {
        isOver = true
        return
      }
      yield next.value
    }
  } finally {
    // Not waited for: a source that hangs would hang here too.
    if (!isOver) void Promise.resolve(iterator.return?.()).catch(() => undefined)
  }
}
