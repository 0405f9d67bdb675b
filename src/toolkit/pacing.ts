import { age, hear, hearSilence, needsProbe, startWindows, type Window } from './pacing-windows.ts'

/**
 * Staying within limits that are only known from answers: how many calls a window allows, how many are left, when it
 * begins anew. Pure, so that the same state can live in memory or in a row that many processes share.
 */
export interface PacingState {
  /** One for each number of calls heard of: a service may count in several windows and tell of the nearest one only. */
  readonly windows: readonly Window[]
  /** Calls that were allowed and whose answers are not here yet, by who makes them. */
  readonly underWay: Readonly<Record<string, UnderWay>>
  /** Answers in a row that told of no limit. */
  readonly silent?: number
  /** Turned away without being told until when. */
  readonly closed?: { readonly until: number; readonly times: number }
  /** How long after its reset a window is tried; grows when a service turns calls away at that moment. */
  readonly marginMs?: number
}

interface UnderWay {
  readonly calls: number
  readonly at: number
}

/** What one answer said. */
export interface Heard {
  readonly limit?: number | undefined
  readonly left?: number | undefined
  /** Milliseconds since 1970. */
  readonly resetsAt?: number | undefined
  /** The call was turned away because of a limit. */
  readonly refused?: boolean | undefined
  /** When the answer came, where it is noted later than that; milliseconds since 1970. */
  readonly at?: number | undefined
}

export type Permit = { readonly go: true } | { readonly go: false; readonly until: number }

export const freshPacing: PacingState = { windows: [], underWay: {} }

// While nothing is known of a window few calls go, so that a dozen workers do not burst into it.
const callsUnheard = 2
const lookAgainMs = 50
// Times come in whole seconds, and one service rounds up, the other down: begin late at first only a little, then enough.
const firstMarginMs = 250
const learnedMarginMs = 1100
// A caller that has not reported for so long has died with its calls.
const forgetAfterMs = 120_000
const silentAnswers = 3
const firstClosedMs = 5000
const longestClosedMs = 300_000

/** Whether a call may go now; when it may, the state counts it as under way for `who`. */
export function permit(
  before: PacingState,
  who: string,
  now: number,
): { readonly state: PacingState; readonly permit: Permit } {
  const state = current(before, now)
  const marginMs = marginOf(state)
  const full = state.windows.filter((window) => window.trust === 'heard' && window.left <= 0)
  const until = Math.max(state.closed?.until ?? 0, ...full.map((window) => window.resetsAt + marginMs))
  if (until > now) return { state, permit: { go: false, until } }
  if (isUnlimited(state)) return { state, permit: { go: true } }
  const isProbing = state.closed !== undefined || needsProbe(state.windows) || isUnheard(state)
  if (isProbing && sumOf(state.underWay) >= callsUnheard) {
    return { state, permit: { go: false, until: now + lookAgainMs } }
  }
  const mine = { calls: (state.underWay[who]?.calls ?? 0) + 1, at: now }
  return {
    state: {
      ...state,
      windows: state.windows.map((window) => ({ ...window, left: window.left - 1 })),
      underWay: { ...state.underWay, [who]: mine },
    },
    permit: { go: true },
  }
}

/** A call has ended: what its answer said of the limits, if it was answered and told of any. */
export function answered(before: PacingState, who: string, heard: Heard, now: number): PacingState {
  const state = ended(current(before, now), who, now)
  if (heard.refused) return refused(state, heard, now)
  const { closed: _, ...open } = state
  const { limit, left } = heard
  if (limit === undefined || left === undefined) {
    const silent = (state.silent ?? 0) + 1
    return { ...open, silent, windows: silent < silentAnswers ? state.windows : hearSilence(state.windows, now) }
  }
  const told = { limit, left, resetsAt: heard.resetsAt }
  return { ...open, silent: 0, windows: hear(state.windows, told, sumOf(state.underWay), now) }
}

/** What is left in the nearest window. */
export function nearest(
  state: PacingState,
  now: number,
): { limit: number; left: number; resetsAt: number } | undefined {
  return current(state, now)
    .windows.map(({ trust, limit, left, resetsAt, periodMs }) =>
      trust === 'begun'
        ? { limit, left: limit, resetsAt: now + periodMs }
        : { limit, left: Math.min(limit, Math.max(0, left)), resetsAt },
    )
    .toSorted((a, b) => a.left - b.left)[0]
}

/** True while answers come that tell of no limit. */
export function isUnlimited(state: PacingState): boolean {
  return state.windows.length === 0 && !isUnheard(state) && state.closed === undefined
}

function isUnheard(state: PacingState): boolean {
  return state.windows.length === 0 && (state.silent ?? 0) < silentAnswers
}

function refused(state: PacingState, { limit, resetsAt, at: cameAt }: Heard, now: number): PacingState {
  const at = cameAt ?? now
  // Turned away just after a reset: that service begins its windows later than it says.
  const isMarginShort = state.windows.some((window) => window.trust === 'begun')
  const after: PacingState = isMarginShort ? { ...state, marginMs: learnedMarginMs } : state
  if (limit !== undefined && resetsAt !== undefined && resetsAt > now) {
    return { ...after, windows: hear(state.windows, { limit, left: 0, resetsAt }, sumOf(state.underWay), now) }
  }
  const { closed } = state
  // Calls that were on their way when the door closed say nothing new.
  const times = closed && at < closed.until ? closed.times : (closed?.times ?? 0) + 1
  const told = resetsAt !== undefined && resetsAt > at ? resetsAt : at + backOff(times)
  const until = Math.max(told, closed?.until ?? 0)
  return { ...after, windows: startWindows(state.windows), closed: { until, times } }
}

function backOff(times: number): number {
  return Math.min(longestClosedMs, firstClosedMs * 2 ** (times - 1))
}

function marginOf(state: PacingState): number {
  return state.marginMs ?? firstMarginMs
}

function current(state: PacingState, now: number): PacingState {
  const alive = Object.entries(state.underWay).filter(([, { at, calls }]) => calls > 0 && now - at < forgetAfterMs)
  return { ...state, windows: age(state.windows, marginOf(state), now), underWay: Object.fromEntries(alive) }
}

function ended(state: PacingState, who: string, now: number): PacingState {
  const calls = Math.max(0, (state.underWay[who]?.calls ?? 1) - 1)
  return { ...state, underWay: { ...state.underWay, [who]: { calls, at: now } } }
}

function sumOf(underWay: PacingState['underWay']): number {
  return Object.values(underWay).reduce((sum, { calls }) => sum + calls, 0)
}
