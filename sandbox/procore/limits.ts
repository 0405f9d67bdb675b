import type { SandboxClock } from './clock.ts'
import type { OptionValues } from './options.ts'

export interface Standing {
  readonly isAllowed: boolean
  /** X-Rate-Limit-* of whichever limit is nearer; absent when calls are not limited. */
  readonly headers: Readonly<Record<string, string>>
  readonly resetAt: number
}

export interface Limits {
  /** Counts a call of `who` and says where that leaves them. */
  count(who: string): Standing
  forget(): void
}

interface Window {
  readonly limit: number
  readonly lengthMs: number
  endsAt: number
  used: number
}

const hourMs = 60 * 60 * 1000
const spikeMs = 10 * 1000

/** Two windows at once for every caller, an hour and ten seconds, each beginning with its first call. */
export function limitCalls(options: OptionValues, clock: SandboxClock): Limits {
  const callers = new Map<string, readonly Window[]>()
  const isLimited = options.rateLimit === 'realistic'

  const windowsOf = (who: string): readonly Window[] => {
    const known = callers.get(who)
    if (known) return known
    const windows = [
      { limit: options.spikeLimit, lengthMs: spikeMs, endsAt: 0, used: 0 },
      { limit: options.hourlyLimit, lengthMs: hourMs, endsAt: 0, used: 0 },
    ]
    callers.set(who, windows)
    return windows
  }

  return {
    count(who) {
      const now = clock.now()
      if (!isLimited) return { isAllowed: true, headers: {}, resetAt: now }
      const windows = windowsOf(who)
      for (const window of windows) if (window.endsAt <= now) open(window, now)
      const full = windows.filter(({ used, limit }) => used >= limit)
      if (full.length === 0) for (const window of windows) window.used++
      // Who is over both limits waits for the longer one.
      const nearest = full.length > 0 ? latest(full) : tightest(windows)
      return {
        isAllowed: full.length === 0,
        headers: {
          'X-Rate-Limit-Limit': String(nearest.limit),
          'X-Rate-Limit-Remaining': String(nearest.limit - nearest.used),
          'X-Rate-Limit-Reset': String(Math.ceil(nearest.endsAt / 1000)),
        },
        resetAt: nearest.endsAt,
      }
    },
    forget: () => callers.clear(),
  }
}

function open(window: Window, now: number): void {
  window.endsAt = now + window.lengthMs
  window.used = 0
}

const latest = (windows: readonly Window[]) => windows.reduce((a, b) => (b.endsAt > a.endsAt ? b : a))
const tightest = (windows: readonly Window[]) => windows.reduce((a, b) => (b.limit - b.used < a.limit - a.used ? b : a))
