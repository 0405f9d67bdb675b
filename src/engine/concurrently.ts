/**
 * Does `work` for each item, at most `limit` at a time, and gives what is done whenever it is asked for, several results at
 * once when they came meanwhile. The first failure ends it: nothing new is begun, what is in flight is awaited and given,
 * then the failure is thrown. Leaving the loop early waits for what is in flight.
 */
export async function* concurrently<Item, Result>(
  items: Iterable<Item>,
  limit: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<readonly Result[], void, undefined> {
  const queue = items[Symbol.iterator]()
  const state = { done: [] as Result[], failures: [] as unknown[], isStopped: false, isOver: false }
  let wake = Promise.withResolvers<void>()

  async function serve() {
    while (!state.isStopped) {
      const next = queue.next()
      if (next.done) return
      try {
        // In two steps: while the work is on its way the list may be taken and a new one begun.
        const result = await work(next.value)
        state.done.push(result)
      } catch (error) {
        state.failures.push(error)
        state.isStopped = true
      }
      wake.resolve()
    }
  }

  async function serveAll() {
    await Promise.all(Array.from({ length: Math.max(1, limit) }, serve))
    state.isOver = true
    wake.resolve()
  }

  const all = serveAll()
  try {
    while (!state.isOver || state.done.length > 0) {
      await wake.promise
      wake = Promise.withResolvers()
      if (state.isOver) wake.resolve()
      const results = state.done
      state.done = []
      if (results.length > 0) yield results
    }
    if (state.failures.length > 0) throw state.failures[0]
  } finally {
    state.isStopped = true
    await all
  }
}
