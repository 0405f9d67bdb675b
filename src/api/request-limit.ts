import type { FastifyRequest } from 'fastify'
import { networkOf } from '#people/address.ts'
import { RequestRefused } from './refused.ts'

const minuteMs = 60_000
// Whoever has not asked for a minute is forgotten; looked for when there are so many, and then after as many again.
const mostKept = 10_000

/**
 * Counts a request, once it is known who makes it, or refuses it: of each session, token or else address as many at once as
 * may be made in a minute, then evenly. 0 is no limit.
 */
export function requestLimit(perMinute: number, clock: { now(): number }): (request: FastifyRequest) => void {
  // When all that each has asked for so far would have come evenly: the generic cell rate algorithm.
  const evenly = new Map<string, number>()
  let sweepAt = mostKept
  return (request) => {
    const who = whoAsks(request)
    if (perMinute === 0 || who === undefined) return
    const now = clock.now()
    const next = Math.max(evenly.get(who) ?? now, now) + minuteMs / perMinute
    if (next > now + minuteMs) throw tooMany(perMinute, next - now - minuteMs)
    evenly.set(who, next)
    if (evenly.size < sweepAt) return
    for (const [one, until] of evenly) if (until <= now) evenly.delete(one)
    sweepAt = evenly.size + mostKept
  }
}

/** Commands on the server's own machine are as free as who starts them, and the files of the web page are the same for all. */
function whoAsks({ caller, url, ip }: FastifyRequest): string | undefined {
  if (caller?.kind === 'local') return undefined
  if (caller?.kind === 'person') return `session ${caller.session.id}`
  if (caller?.kind === 'token') return `token ${caller.token.id}`
  return url.startsWith('/api') ? `address ${networkOf(ip)}` : undefined
}

function tooMany(perMinute: number, waitMs: number): RequestRefused {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000))
  return new RequestRefused(
    'throttled',
    `More than ${perMinute} requests came in a minute, which is as many as one session, token or address may make. Ask again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}, and less often; the administrator can change the setting requestsPerMinute.`,
    seconds,
  )
}
