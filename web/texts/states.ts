/** Words of the glossary for where runs and items are. */
export const runStates = {
  queued: 'Queued',
  scanning: 'Scanning',
  transferring: 'Transferring',
  verifying: 'Verifying',
  waiting: 'Waiting',
  pausing: 'Pausing',
  paused: 'Paused',
  cancelling: 'Cancelling',
  cancelled: 'Cancelled',
  completed: 'Completed',
  'completed-with-flags': 'Completed with flags',
  failed: 'Failed',
} as const

export const itemStates = {
  pending: 'Pending',
  retrying: 'Retrying',
  succeeded: 'Succeeded',
  revised: 'Revised',
  flagged: 'Flagged',
  ignored: 'Ignored',
} as const
