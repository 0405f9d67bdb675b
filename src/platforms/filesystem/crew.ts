import { availableParallelism } from 'node:os'
import { Thread } from './thread.ts'

// As many threads as processors: more only wait for each other (measured: 4 threads on 2 processors are a fifth slower).
const mostThreads = 4

/** The threads of one storage, each started when it is first needed and all ended with the storage. */
export class Crew {
  readonly size = Math.min(availableParallelism(), mostThreads)
  #threads: Thread[] = []

  /** The thread with the least to do; a new one while there is room and all are busy. */
  leastBusy(): Thread {
    this.#threads = this.#threads.filter((thread) => !thread.hasEnded)
    const [least] = this.#threads.toSorted((a, b) => a.load - b.load)
    if (least && (least.load === 0 || this.#threads.length >= this.size)) return least
    const thread = new Thread()
    this.#threads.push(thread)
    return thread
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.splice(0).map((thread) => thread.close()))
  }
}
