import { unlessAborted } from '#toolkit/until-aborted.ts'

/**
 * The tasks of this process by what they are about: of two about the same thing the later one begins when the earlier has
 * ended. Side by side each would take the other's unfinished files for leavings.
 */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>()

  async take(key: string, signal: AbortSignal, act: () => Promise<void>): Promise<void> {
    const before = this.#last.get(key)
    const acting = unlessAborted(Promise.resolve(before), signal).then(act)
    const ended = Promise.allSettled([before, acting])
    this.#last.set(key, ended)
    try {
      await acting
    } finally {
      if (this.#last.get(key) === ended) this.#last.delete(key)
    }
  }
}
