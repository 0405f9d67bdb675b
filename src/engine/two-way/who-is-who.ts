import type { Principal } from '#platform'
import type { MapPrincipal } from '../rights.ts'
import type { Side } from './agreement.ts'

/** Who somebody of one side is on the other, by id; undefined: nobody, or it cannot be told. */
export type WhoIsWho = Readonly<Record<Side, (id: Principal['id']) => Principal['id'] | undefined>>

/** As the way there says, and back: several of the source who are one at the destination cannot be told apart there. */
export function whoIsWho(source: Iterable<Principal>, map: MapPrincipal): WhoIsWho {
  const there = new Map<Principal['id'], Principal['id']>()
  const back = new Map<Principal['id'], Principal['id'] | undefined>()
  for (const principal of source) {
    const mapped = map(principal)
    if (typeof mapped !== 'object' || there.has(principal.id)) continue
    there.set(principal.id, mapped.id)
    back.set(mapped.id, back.has(mapped.id) ? undefined : principal.id)
  }
  return { source: (id) => there.get(id), destination: (id) => back.get(id) }
}
