import { setTimeout as wait } from 'node:timers/promises'

/** The time, and waiting for it. Everything that waits takes one, so that tests and demonstrations need not. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Resolves after `ms`; rejects with the signal's reason as soon as it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

// Timers count in 32 signed bits; a longer one would fire at once (https://nodejs.org/api/timers.html).
const longestTimerMs = 2_147_483_647

async function sleepFor(ms: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted()
  try {
    for (let left = ms; left > 0; left -= longestTimerMs) {
      await wait(Math.min(left, longestTimerMs), undefined, signal ? { signal } : {})
    }
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  }
}

export const systemClock: Clock = { now: () => Date.now(), sleep: sleepFor }

/**
 * A clock that starts at the true time and runs `factor` times as fast; its sleeps are that much shorter.
 *
 * @internal
 */
export function acceleratedClock(factor: number): Clock {
  if (!(factor > 0 && Number.isFinite(factor))) {
    throw new RangeError(`A clock cannot run ${factor} times as fast; give a number above 0.`)
  }
  const startedAt = Date.now()
  // The monotonic clock, so that a correction of the system's time is not multiplied too.
  const startedTicking = performance.now()
  const now = () => startedAt + (performance.now() - startedTicking) * factor
  return {
    now,
    async sleep(ms, signal) {
      const until = now() + ms
      // A timer may go off a fraction of a millisecond early, which is much here.
      do await sleepFor((until - now()) / factor, signal)
      while (now() < until)
    },
  }
}

export interface ManualClock extends Clock {
  /** Moves time on and wakes, in order of their time, all whose sleep ends on the way, also those that lie down again. */
  advance(ms: number): Promise<void>
  /** How many sleep right now. */
  readonly sleepers: number
}

interface Sleeper {
  readonly until: number
  readonly wake: () => void
}

/**
 * A clock that stands still until it is told to move.
 *
 * @internal
 */
export function manualClock(startMs = 0): ManualClock {
  let time = startMs
  const sleepers = new Set<Sleeper>()

  const earliest = () =>
    [...sleepers].reduce<Sleeper | undefined>((a, b) => (a && a.until <= b.until ? a : b), undefined)

  return {
    now: () => time,
    get sleepers() {
      return sleepers.size
    },
    async sleep(ms, signal) {
      signal?.throwIfAborted()
      if (ms <= 0) return
      await new Promise<void>((resolve, reject) => {
        const sleeper = { until: time + ms, wake: () => (leave(), resolve()) }
        const cancel = () => (leave(), reject(signal?.reason))
        const leave = () => {
          sleepers.delete(sleeper)
          signal?.removeEventListener('abort', cancel)
        }
        sleepers.add(sleeper)
        signal?.addEventListener('abort', cancel)
      })
    },
    async advance(ms) {
      const target = time + ms
      for (let next = earliest(); next && next.until <= target; next = earliest()) {
        time = next.until
        next.wake()
        await settle()
      }
      time = target
      await settle()
    },
  }
}

/** Lets everything that was woken run until it waits for something. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve))
