import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Order, Outcome, Roots } from './take-files.ts'

interface Waiting {
  readonly resolve: (outcomes: readonly Outcome[]) => void
  readonly reject: (error: unknown) => void
}

// As many threads as processors: more only wait for each other (measured: 4 threads on 2 processors are a fifth slower).
const mostThreads = 4

/** Threads that copy files, started when first needed and ended with the storage. */
export class Crew {
  readonly #threads: { readonly worker: Worker; readonly waiting: Map<number, Waiting> }[] = []
  #nextId = 0

  get size(): number {
    return Math.min(availableParallelism(), mostThreads)
  }

  /** Gives the orders to the thread with the least to do. */
  take(orders: readonly Order[], roots: Roots): Promise<readonly Outcome[]> {
    while (this.#threads.length < this.size) this.#threads.push(this.#start())
    const thread = this.#threads.reduce((least, other) => (other.waiting.size < least.waiting.size ? other : least))
    const id = this.#nextId++
    return new Promise((resolve, reject) => {
      thread.waiting.set(id, { resolve, reject })
      thread.worker.ref()
      thread.worker.postMessage({ id, orders, roots })
    })
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.splice(0).map(({ worker }) => worker.terminate()))
  }

  #start() {
    const worker = new Worker(new URL('./take-worker.ts', import.meta.url))
    const waiting = new Map<number, Waiting>()
    const thread = { worker, waiting }
    worker.on('message', ({ id, outcomes }: { id: number; outcomes: readonly Outcome[] }) => {
      waiting.get(id)?.resolve(outcomes)
      waiting.delete(id)
      if (waiting.size === 0) worker.unref()
    })
    const fail = (error: unknown) => {
      this.#threads.splice(this.#threads.indexOf(thread) >>> 0, 1)
      for (const { reject } of waiting.values()) reject(error)
      waiting.clear()
    }
    worker.on('error', fail)
    worker.on('exit', () => fail(new Error('A copying thread ended before its work was done.')))
    return thread
  }
}
