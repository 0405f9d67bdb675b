/** What is known of one limit: so many calls until it begins anew. */
export interface Window {
  readonly limit: number
  /** After what is under way has been counted too. */
  readonly left: number
  /** Milliseconds since 1970. */
  readonly resetsAt: number
  /** The longest time until its reset that was ever told: how long it is, as far as is known. */
  readonly periodMs: number
  /** The least that answers of this period have told: what tells more is an older answer, overtaken by newer ones. */
  readonly lowest: number
  /**
   * `heard`: an answer has told of it. `begun`: its reset has passed, no answer has told what that has brought. `assumed`:
   * answers since then told of another window, so this one was not the nearest and is taken to have begun full.
   */
  readonly trust: 'heard' | 'begun' | 'assumed'
}

interface Told {
  readonly limit: number
  readonly left: number
  readonly resetsAt: number | undefined
}

const samePeriodMs = 1500
// No window that services publish is longer than an hour; more than that is a clock that is wrong.
const longestPeriodMs = 3_900_000
const untoldMs = 1000
const mostWindows = 4

/** The windows as they are at `now`. */
export function age(windows: readonly Window[], marginMs: number, now: number): readonly Window[] {
  return windows.flatMap((window) => {
    // A clock that was set back must not make anyone wait for what it was set back by.
    const isFuture = window.resetsAt > now + longestPeriodMs
    if (now < window.resetsAt + marginMs && !isFuture) return [window]
    // Nobody has told of it for a whole period: it may be a limit of the past.
    if (window.trust === 'assumed') return []
    return [{ ...window, trust: 'begun' as const, left: 0 }]
  })
}

/** True when only an answer can tell whether more calls may go. */
export function needsProbe(windows: readonly Window[]): boolean {
  return windows.some((window) => window.trust !== 'heard' && window.left <= 0)
}

/** An answer told of one window, the nearest. */
export function hear(windows: readonly Window[], told: Told, underWay: number, now: number): readonly Window[] {
  const before = windows.find((window) => window.limit === told.limit)
  const others = windows.filter((window) => window !== before).flatMap((window) => notNearest(window, underWay, now))
  return [heardWindow(before, told, underWay, now), ...others].slice(0, mostWindows)
}

/** Answers come, and none tells of a limit. */
export function hearSilence(windows: readonly Window[], now: number): readonly Window[] {
  return windows.flatMap((window) => notNearest(window, 0, now))
}

/** All of them have to be heard of anew. */
export function startWindows(windows: readonly Window[]): readonly Window[] {
  return windows.map((window) => ({ ...window, trust: 'begun', left: 0 }))
}

function heardWindow(before: Window | undefined, told: Told, underWay: number, now: number): Window {
  const { limit } = told
  const left = Math.max(0, told.left)
  const isTimely = told.resetsAt !== undefined && told.resetsAt > now
  const resetsAt = isTimely && told.resetsAt !== undefined ? Math.min(told.resetsAt, now + longestPeriodMs) : undefined
  const isSamePeriod =
    before?.trust === 'heard' && (resetsAt === undefined || Math.abs(before.resetsAt - resetsAt) < samePeriodMs)
  if (before && isSamePeriod && left > before.lowest) return before
  return {
    limit,
    trust: 'heard',
    lowest: left,
    // Between what is left if all calls under way are still to be counted and if all of them were: our own count, if it can be.
    left: before && isSamePeriod ? Math.min(left, Math.max(before.left, left - underWay)) : left - underWay,
    resetsAt: resetsAt ?? (before?.trust === 'heard' ? before.resetsAt : now + untoldMs),
    periodMs: Math.max(before?.periodMs ?? 0, resetsAt === undefined ? untoldMs : resetsAt - now),
  }
}

/** An answer told of another window, so this one cannot be the one that is used up. */
function notNearest(window: Window, underWay: number, now: number): readonly Window[] {
  if (window.trust === 'begun') {
    const left = window.limit - underWay
    return [{ ...window, trust: 'assumed', left, lowest: window.limit, resetsAt: now + window.periodMs }]
  }
  return window.trust === 'assumed' && window.left <= 0 ? [] : [window]
}
