import { availableParallelism } from 'node:os'
import type { Clock } from '#platform'
import { Thread } from './thread.ts'

// As many threads as processors: more only wait for each other (measured: 4 threads on 2 processors are a fifth slower).
const mostThreads = 4
// A thread starts in some tens of milliseconds, so that the next who needs one hardly notices.
const restsForMs = 60_000

/** The threads of one storage, each started when it is first needed and ended when it has had nothing to do for a while. */
export class Crew {
  readonly size = Math.min(availableParallelism(), mostThreads)
  readonly #clock: Clock
  #threads: Thread[] = []
  #watch: AbortController | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** The thread with the least to do; a new one while there is room and all are busy. */
  leastBusy(): Thread {
    this.#threads = this.#threads.filter((thread) => !thread.hasEnded)
    const [least] = this.#threads.toSorted((a, b) => a.load - b.load)
    if (least && (least.load === 0 || this.#threads.length >= this.size)) return least
    const thread = new Thread()
    this.#threads.push(thread)
    if (!this.#watch) {
      this.#watch = new AbortController()
      void this.#endIdle(this.#watch.signal)
    }
    return thread
  }

  async close(): Promise<void> {
    this.#watch?.abort()
    this.#watch = undefined
    await Promise.all(this.#threads.splice(0).map((thread) => thread.close()))
  }

  /** Looks again and again while there are threads; those that were asked nothing since the last look are ended. */
  async #endIdle(signal: AbortSignal): Promise<void> {
    let askedBefore = new Map<Thread, number>()
    while (this.#threads.length > 0) {
      await this.#clock.sleep(restsForMs, signal).catch(() => undefined)
      if (signal.aborted) return
      const idle = this.#threads.filter((thread) => !thread.isBusy && askedBefore.get(thread) === thread.asked)
      this.#threads = this.#threads.filter((thread) => !idle.includes(thread))
      askedBefore = new Map(this.#threads.map((thread) => [thread, thread.asked]))
      await Promise.all(idle.map((thread) => thread.close()))
    }
    this.#watch = undefined
  }
}
