// Under the second within which every verb ends once its signal is given.
const graceMs = 700

/**
 * Lets an order that is on its way be answered, although its caller has given up: breaking it off would leave unknown
 * whether it was carried out.
 */
export async function withGrace<T>(
  signal: AbortSignal | undefined,
  act: (signal: AbortSignal | undefined) => Promise<T>,
): Promise<T> {
  if (!signal) return await act(undefined)
  signal.throwIfAborted()
  const late = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const onAbort = () => (timer = setTimeout(() => late.abort(signal.reason), graceMs))
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    return await act(late.signal)
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', onAbort)
  }
}
