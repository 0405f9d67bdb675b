import type { Clock } from '../clock.ts'
import { answered, freshPacing, isUnlimited, nearest, permit, type Heard, type PacingState } from '../pacing.ts'

/** What one answer said of the limits; dates as the outside gives them. */
interface HeardDates {
  readonly limit?: number
  readonly left?: number
  readonly resetsAt?: Date
  readonly refused?: boolean
}

/** Paces the calls of one process. The place of a call ends with `done`; `learn` comes before it, or not at all. */
export interface MemoryPacer {
  take(signal?: AbortSignal): Promise<void>
  learn(heard: HeardDates): void
  done(): void
  left(): { limit: number; left: number; resetsAt: Date } | undefined
}

const self = 'self'

export function memoryPacer(clock: Clock): MemoryPacer {
  let state: PacingState = freshPacing
  let heard: Heard | undefined
  let queue: Promise<unknown> = Promise.resolve()
  let wake = () => {}

  const takeOne = async (signal?: AbortSignal): Promise<void> => {
    for (;;) {
      signal?.throwIfAborted()
      const next = permit(state, self, clock.now())
      state = next.state
      if (next.permit.go) return
      await untilOrAnswer(next.permit.until - clock.now(), signal)
    }
  }

  /** Sleeps, but not past an answer: it may say that the wait is over. */
  const untilOrAnswer = async (ms: number, signal?: AbortSignal): Promise<void> => {
    const sleeping = new AbortController()
    const signals = signal ? AbortSignal.any([signal, sleeping.signal]) : sleeping.signal
    wake = () => sleeping.abort()
    try {
      await clock.sleep(Math.max(1, ms), signals)
    } catch (error) {
      if (!sleeping.signal.aborted || signal?.aborted) throw error
    } finally {
      wake = () => {}
    }
  }

  return {
    take(signal) {
      // In turn: whoever waits for the window must not be overtaken by the next caller. Who gives up leaves at once.
      const turn = queue.then(() => takeOne(signal))
      queue = turn.catch(() => undefined)
      return signal ? orAborted(turn, signal) : turn
    },
    learn({ limit, left, resetsAt, refused }) {
      heard = { limit, left, resetsAt: resetsAt?.getTime(), refused }
    },
    done() {
      state = answered(state, self, heard ?? {}, clock.now())
      heard = undefined
      wake()
    },
    left() {
      const window = isUnlimited(state) ? undefined : nearest(state, clock.now())
      return window && { ...window, resetsAt: new Date(window.resetsAt) }
    },
  }
}

async function orAborted(turn: Promise<void>, signal: AbortSignal): Promise<void> {
  let leave = () => {}
  const aborted = new Promise<never>((_, reject) => {
    leave = () => reject(signal.reason)
    signal.addEventListener('abort', leave)
    if (signal.aborted) leave()
  })
  try {
    await Promise.race([turn, aborted])
  } finally {
    signal.removeEventListener('abort', leave)
  }
}
