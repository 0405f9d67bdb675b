/** Why a task of a run ends early without having failed; the reason of abort signals, or thrown by who finds it out. */
export class Stopped extends Error {
  override readonly name = 'Stopped'
}

/**
 * The tasks of this process by run, so that a pause or a cancel reaches them at once. Other processes hear of it through
 * the database and call `stop` on theirs.
 */
export class Stops {
  readonly #active = new Map<string, Set<AbortController>>()

  /** A signal that also aborts when the run is stopped; call `leave` when the task is over. */
  enter(run: string, signal: AbortSignal): { readonly signal: AbortSignal; leave(): void } {
    const controller = new AbortController()
    const tasks = this.#active.get(run) ?? new Set()
    this.#active.set(run, tasks.add(controller))
    return {
      signal: AbortSignal.any([signal, controller.signal]),
      leave: () => {
        tasks.delete(controller)
        if (tasks.size === 0) this.#active.delete(run)
      },
    }
  }

  stop(run: string): void {
    for (const controller of this.#active.get(run) ?? []) controller.abort(new Stopped(`Run ${run} is to stop.`))
  }

  /** No task of this run is on its way in this process. */
  isIdle(run: string): boolean {
    return !this.#active.has(run)
  }
}
