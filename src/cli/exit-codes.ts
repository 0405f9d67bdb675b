/** What a script can rely on. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  /** The run finished, and some of its items need a person. */
  flagged: 3,
  signInNeeded: 4,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]
