import { runStates } from '#api/contract/runs.ts'

/** Where a run is; the same words in web page, API, command line and exports. */
export type RunState = (typeof runStates)[number]

/** The only changes there are. A finished run may be resumed unless it completed. */
const allowed: Readonly<Record<RunState, readonly RunState[]>> = {
  queued: ['scanning', 'waiting', 'cancelled', 'paused', 'failed'],
  scanning: ['transferring', 'verifying', 'waiting', 'pausing', 'cancelling', 'failed'],
  transferring: ['verifying', 'waiting', 'pausing', 'cancelling', 'failed'],
  verifying: ['completed', 'completed-with-flags', 'waiting', 'failed', 'cancelling'],
  // To be transferring again at once: with what was waited for, the approval of a person.
  waiting: ['queued', 'transferring', 'cancelled', 'paused', 'failed'],
  pausing: ['paused', 'waiting', 'cancelling', 'failed'],
  paused: ['queued', 'cancelled'],
  cancelling: ['cancelled'],
  cancelled: ['queued'],
  failed: ['queued'],
  completed: [],
  'completed-with-flags': [],
}

/** States in which batches may be carried out. */
export const movingStates: readonly RunState[] = ['scanning', 'transferring']

/** States in which nothing of a run is on its way, although it is not finished. */
export const restingStates: readonly RunState[] = ['queued', 'paused', 'waiting']

export function mayBecome(from: RunState, to: RunState): boolean {
  return allowed[from].includes(to)
}

/** The states from which `to` can be reached, for the condition of an update. */
export function statesBefore(to: RunState): readonly RunState[] {
  return runStates.filter((state) => mayBecome(state, to))
}

export function isFinished(state: RunState): boolean {
  return state === 'completed' || state === 'completed-with-flags' || state === 'failed' || state === 'cancelled'
}
