/** What a script can rely on. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  /** The run finished, and some of its items need a person. */
  flagged: 3,
  signInNeeded: 4,
  /** The run waits until somebody has approved what it deletes. */
  approvalNeeded: 5,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]
