import { Worker } from 'node:worker_threads'
import { StorageError } from '#platform'
import type { TakenFiles } from './take-files.ts'
import type { PackedPage } from './walk-pages.ts'
import type { Answer, Message, Question, TakeRequest, WalkRequest } from './worker.ts'

interface Waiting {
  readonly bytes: number
  readonly resolve: (answer: never) => void
  readonly reject: (error: unknown) => void
}

/** One thread and what is asked of it. It keeps the process alive only while somebody waits for an answer. */
export class Thread {
  readonly #worker = new Worker(new URL('./worker.ts', import.meta.url))
  readonly #waiting = new Map<number, Waiting>()
  readonly #walks = new Set<number>()
  #lastId = 0
  #hasEnded = false

  constructor() {
    this.#worker.unref()
    this.#worker.on('message', (answer: Answer) => this.#hear(answer))
    this.#worker.on('error', (error) => this.#end(error))
    this.#worker.on('exit', () => this.#end(undefined))
  }

  /** What it has been asked and not answered, in bytes that could be copied meanwhile. */
  get load(): number {
    return [...this.#waiting.values()].reduce((sum, { bytes }) => sum + bytes, 0)
  }

  /** Whether it works for somebody, who may be between two pages of a walk. */
  get isBusy(): boolean {
    return this.#waiting.size + this.#walks.size > 0
  }

  /** How much it was asked so far. */
  get asked(): number {
    return this.#lastId
  }

  get hasEnded(): boolean {
    return this.#hasEnded
  }

  ask(question: TakeRequest): Promise<TakenFiles>
  ask(question: WalkRequest): Promise<PackedPage>
  ask(question: Question): Promise<TakenFiles | PackedPage> {
    const id = ++this.#lastId
    const { promise, resolve, reject } = Promise.withResolvers<TakenFiles | PackedPage>()
    if (this.#hasEnded) {
      reject(ended(undefined))
      return promise
    }
    this.#waiting.set(id, { bytes: bytesFor(question), resolve, reject })
    this.#worker.ref()
    this.#post({ ...question, id })
    return promise
  }

  newWalk(): number {
    const walk = ++this.#lastId
    this.#walks.add(walk)
    return walk
  }

  endWalk(walk: number): void {
    this.#walks.delete(walk)
    if (!this.#hasEnded) this.#post({ do: 'end-walk', walk })
  }

  async close(): Promise<void> {
    await this.#worker.terminate()
  }

  #post(message: Message): void {
    this.#worker.postMessage(message)
  }

  #hear(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id)
    this.#waiting.delete(answer.id)
    if (this.#waiting.size === 0) this.#worker.unref()
    if ('failure' in answer) waiting?.reject(new StorageError(answer.failure))
    else waiting?.resolve(answer.answer as never)
  }

  #end(error: unknown): void {
    this.#hasEnded = true
    for (const { reject } of this.#waiting.values()) reject(ended(error))
    this.#waiting.clear()
  }
}

// A small file takes as long as so many bytes of a large one; a page of a walk looks at a thousand files.
const bytesPerFile = 50_000
const bytesPerPage = 5_000_000

function bytesFor(question: Question): number {
  if (question.do === 'walk') return bytesPerPage
  return question.orders.reduce((sum, { size = 0 }) => sum + size + bytesPerFile, 0)
}

function ended(cause: unknown): StorageError {
  return new StorageError({
    kind: 'unavailable',
    message: 'The thread that works on the disk ended before its work was done.',
    ...(cause !== undefined && { cause }),
  })
}
