import type { Heard } from '../pacing.ts'

export interface WindowRule {
  readonly limit: number
  readonly lengthMs: number
  /** `fixed`: all begin anew together; `first-call`: a period starts with its first call; `sliding`: each call counts for so long. */
  readonly kind: 'fixed' | 'first-call' | 'sliding'
}

/** A service that counts calls as published limits say, tells of the nearest one, and turns away what is too much. */
export interface LimitedService {
  rules: readonly WindowRule[]
  /** Every n-th answer tells of no limit. */
  dropsHeadersEvery?: number
  readonly rounding: 'up' | 'down'
  call(now: number, isOurs?: boolean): Heard
  readonly counts: { ours: number; others: number; refused: number }
}

export function limitedService(rules: readonly WindowRule[], rounding: 'up' | 'down' = 'up'): LimitedService {
  let calls: number[] = []
  const starts = new Map<WindowRule, number>()
  const counts = { ours: 0, others: 0, refused: 0 }
  const round = (ms: number) => (rounding === 'up' ? Math.ceil(ms / 1000) : Math.floor(ms / 1000)) * 1000
  const service: LimitedService = {
    rules,
    rounding,
    counts,
    call(now, isOurs = true) {
      const longest = Math.max(...service.rules.map(({ lengthMs }) => lengthMs))
      if (calls.length > 20_000) calls = calls.filter((at) => at > now - longest)
      const states = service.rules.map((rule) => stateOf(rule, calls, starts, now))
      const isFull = states.some(({ left }) => left <= 0)
      if (isFull && isOurs) counts.refused++
      if (!isFull) {
        calls.push(now)
        counts[isOurs ? 'ours' : 'others']++
      }
      const nearest = states
        .map((state) => (isFull ? state : { ...state, left: state.left - 1 }))
        .toSorted((a, b) => a.left - b.left || b.resetsAt - a.resetsAt)[0]
      const drops = service.dropsHeadersEvery
      const isTold = drops === undefined || (counts.ours + counts.refused) % drops !== 0
      return {
        ...(nearest && isTold && { limit: nearest.limit, left: nearest.left, resetsAt: round(nearest.resetsAt) }),
        ...(isFull && { refused: true }),
      }
    },
  }
  return service
}

function stateOf(rule: WindowRule, calls: readonly number[], starts: Map<WindowRule, number>, now: number) {
  const { limit, lengthMs, kind } = rule
  const since = sinceOf(rule, starts, now)
  let used = 0
  let oldest = now
  for (let at = calls.length - 1; at >= 0; at--) {
    const time = calls[at] ?? 0
    if (kind === 'sliding' ? time <= now - lengthMs : time < since) break
    used++
    oldest = time
  }
  return { limit, left: limit - used, resetsAt: kind === 'sliding' ? oldest + lengthMs : since + lengthMs }
}

function sinceOf(rule: WindowRule, starts: Map<WindowRule, number>, now: number): number {
  if (rule.kind !== 'first-call') return Math.floor(now / rule.lengthMs) * rule.lengthMs
  const start = starts.get(rule)
  if (start !== undefined && now < start + rule.lengthMs) return start
  starts.set(rule, now)
  return now
}
