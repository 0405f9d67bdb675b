/** Somebody's being signed in, in one browser. */
export interface Session {
  readonly id: string
  readonly person: string
  /** “Firefox on Windows”. */
  readonly device: string
  /** Where it was begun. */
  readonly address: string
  readonly createdAt: Date
  readonly usedAt: Date
  readonly expiresAt: Date
}

/** Where a request comes from. */
export interface Visitor {
  readonly address: string
  readonly userAgent?: string | undefined
}

const hour = 3_600_000

// A working day and a working week: who uses Gantry every day signs in on Mondays. NIST SP 800-63B, 2.1.3 allows 30 days.
export const idleMs = 24 * hour
export const lifetimeMs = 7 * 24 * hour
// How exact `usedAt` is; finer would write a row for each request.
export const useStepMs = 60_000
