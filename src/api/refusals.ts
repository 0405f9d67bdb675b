import type { FastifyRequest } from 'fastify'
import type { Kysely } from 'kysely'
import { record } from '#audit/record.ts'
import { actorIn } from '#people/asked.ts'
import type { Clock } from '#toolkit/clock.ts'

interface Means {
  readonly db: Kysely<unknown>
  readonly clock: Pick<Clock, 'now'>
}

// Enough to show who tries what; a program that asks a thousand times a second leaves one entry for each.
const onceWithinMs = 10 * 60_000
const mostRemembered = 10_000

/** Keeps in the audit log who was refused what for lack of a permission, each once in ten minutes. */
export function refusalRecorder({ db, clock }: Means): (request: FastifyRequest, permission: string) => Promise<void> {
  const recent = new Map<string, number>()
  return async (request, permission) => {
    const actor = actorIn(request)
    const what = `${actor.kind} ${actor.id ?? ''} ${permission}`
    const now = clock.now()
    const last = recent.get(what)
    if (last !== undefined && now - last < onceWithinMs) return
    if (recent.size >= mostRemembered) recent.clear()
    recent.set(what, now)
    await db.transaction().execute(async (inside) => {
      const facts = { permissions: permission }
      await record(inside, { actor, act: 'permission.refused', outcome: 'refused', facts })
    })
  }
}
