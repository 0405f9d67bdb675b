import { isStorageError, StorageError } from '#platform'

/**
 * Ends the carrying out of a batch for a reason that lies in no single item: sign-in needed, no space, cancelled, a rate
 * limit that outlasts our patience, or the first flagged item where the job says so. Receipts of what was done have been
 * yielded before; every other action is undone or unclear, and a later attempt must settle it.
 */
export class Halt extends Error {
  override readonly name = 'Halt'
  readonly error: StorageError

  constructor(error: StorageError) {
    super(error.message, { cause: error })
    this.error = error
  }
}

// Longer waits are the run's to make, so that it can say until when, and workers can do something else.
const longestWaitMs = 60_000

/** Whether a failure concerns the whole run rather than one item. */
export function mustHalt(error: unknown): error is StorageError {
  if (!isStorageError(error)) return false
  if (error.kind === 'no-space' || error.kind === 'cancelled') return true
  const { advice } = error
  if (advice.do === 'retry-later') return (advice.afterMs ?? 0) > longestWaitMs
  return advice.do !== 'skip-this'
}

export function cancelled(signal: AbortSignal): Halt {
  return new Halt(
    new StorageError({ kind: 'cancelled', message: 'The run was told to stop.', cause: signal.reason as unknown }),
  )
}
