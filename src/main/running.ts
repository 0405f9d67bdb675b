import type { Log } from '#database/log.ts'

/** Something that runs until it is stopped. It leaves signals to its caller. */
export interface Running {
  /** Settles when it has ended. */
  readonly ended: Promise<void>
  /** Lets go of work and closes everything; a second call waits for the first. */
  stop(): Promise<void>
}

export function running(stack: AsyncDisposableStack, log: Log): Running {
  const { promise: ended, resolve, reject } = Promise.withResolvers<void>()
  // Who stops it hears of a failure by that; `ended` is for those who only wait.
  ended.catch(() => undefined)
  let stopping: Promise<void> | undefined
  return {
    ended,
    stop() {
      stopping ??= stack.disposeAsync().then(
        () => {
          log.info({}, 'gantry-stopped')
          resolve()
        },
        (error: unknown) => {
          reject(error)
          throw error
        },
      )
      return stopping
    },
  }
}
