import { showPath, StorageError, type Budget, type Path } from '#platform'
import type { Knobs } from './knobs.ts'

export interface RateWindow {
  /** Counts a call. Throws rate-limited, with the wait that it takes, when the stretch of time has had its calls. */
  take(verb: string, path: Path): void
  budget(): Budget | undefined
}

export function rateWindow(knobs: () => Knobs): RateWindow {
  let opensAt = 0
  let taken = 0

  /** The limit in force; begins a new stretch of time when the last one is over. */
  const current = () => {
    const { rate, clock } = knobs()
    if (!rate) return undefined
    const now = clock.now()
    if (now >= opensAt) {
      opensAt = now + rate.perMs
      taken = 0
    }
    return { limit: rate.calls, left: Math.max(0, rate.calls - taken), afterMs: opensAt - now }
  }

  return {
    take(verb, path) {
      const window = current()
      if (!window) return
      if (window.left === 0) throw turnedAway(verb, path, window.afterMs)
      taken++
    },
    budget() {
      const window = current()
      return window && { limit: window.limit, left: window.left, resetsAt: new Date(opensAt) }
    },
  }
}

function turnedAway(verb: string, path: Path, afterMs: number): StorageError {
  const message = `Memory turned ${verb} of “${showPath(path) || '/'}” away: too many calls. Try again in ${afterMs} ms.`
  return new StorageError({ kind: 'rate-limited', advice: { do: 'retry-later', afterMs }, verb, path, message })
}
