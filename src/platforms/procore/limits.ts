import type { Pacer } from '#platform'
import { retryAfterMs } from '#toolkit/http-retry-after.ts'
import type { HttpAnswer } from '#toolkit/http.ts'
import { unlessAborted } from '#toolkit/until-aborted.ts'

/**
 * Waits until a call may be made. Who leaves while waiting gives the place back when it comes.
 */
export async function takeTurn(pacer: Pacer, signal: AbortSignal | undefined): Promise<void> {
  const turn = pacer.take(signal)
  try {
    await unlessAborted(turn, signal)
  } catch (error) {
    turn.then(
      () => pacer.done(false),
      () => undefined,
    )
    throw error
  }
}

/**
 * Tells the pacer what an answer said. Procore counts per hour and per ten seconds and reports whichever limit is nearer,
 * so only the three numbers of one answer belong together (https://developers.procore.com/documentation/rate-limiting).
 * Gives whether it said anything of them.
 */
export function learn(pacer: Pacer, answer: HttpAnswer, now: number): boolean {
  const limit = numberIn(answer.header('x-rate-limit-limit'))
  const left = numberIn(answer.header('x-rate-limit-remaining'))
  const isRefused = answer.status === 429
  const at = isRefused ? retryAt(answer, now) : resetOf(answer)
  if (limit === undefined && left === undefined && !isRefused) return false
  pacer.learn({
    ...(limit !== undefined && { limit }),
    ...(left !== undefined && { left }),
    ...(at !== undefined && { resetsAt: new Date(at) }),
    ...(isRefused && { refused: true }),
  })
  return true
}

/** When a call that was turned away may be made again: the later of the two times that Procore may tell. */
export function retryAt(answer: HttpAnswer, now: number): number | undefined {
  const after = retryAfterMs(answer.header('retry-after'), now)
  const reset = answer.status === 429 ? resetOf(answer) : undefined
  if (after === undefined) return reset
  return Math.max(now + after, reset ?? 0)
}

/** Seconds since 1970. */
function resetOf(answer: HttpAnswer): number | undefined {
  const seconds = numberIn(answer.header('x-rate-limit-reset'))
  return seconds === undefined ? undefined : seconds * 1000
}

function numberIn(header: string | undefined): number | undefined {
  return header !== undefined && /^\s*\d+\s*$/.test(header) ? Number(header) : undefined
}
