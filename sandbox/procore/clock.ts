/** The sandbox's own time, in milliseconds since 1970. */
export interface SandboxClock {
  now(): number
  /** Puts the time forward. */
  skip(ms: number): void
}

/** Begins at the true time and runs `factor` times as fast, by the monotonic clock. */
export function sandboxClock(factor: number): SandboxClock {
  let startedAt = Date.now()
  const startedTicking = performance.now()
  return {
    now: () => startedAt + (performance.now() - startedTicking) * factor,
    skip: (ms) => void (startedAt += ms),
  }
}
