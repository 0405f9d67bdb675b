import { isStorageError, type Grant, type Principal, type Role } from '#platform'
import { sentenceOf } from '../failure.ts'
import type { Given, Giving, Receiving } from '../give-rights.ts'
import { ownOf, sameRoles, type Roles } from '../rights.ts'
import { tryOften } from '../try-often.ts'
import type { Side } from './agreement.ts'
import { agreeOn, mergeRights, type BothRoles } from './merge-rights.ts'
import type { WhoIsWho } from './who-is-who.ts'

/**
 * Gives each side of an entry what has changed of its rights on the other; the print that comes and goes holds what both sides
 * last agreed on. What one side refuses keeps nothing from the other, and is tried again by the next run; of what a side does
 * not hold by now nothing is told. Never throws for a single entry; throws Halt for what concerns the whole run.
 */
export function shareRights({ from, to, print }: Receiving, policy: 'add' | 'mirror', giving: Giving): Promise<Given> {
  const { source, destination, who, signal } = giving
  const places = { source: from, destination: to }
  const rights = { source: source.permissions, destination: destination.permissions }
  let agreed = print === undefined ? undefined : agreedFrom(print)
  let met: Pick<Given, 'met' | 'strangers'> = { met: [] }
  let asked: Side = 'source'
  const list = async (side: Side) => {
    asked = side
    return ownOf((await rights[side]?.list(places[side], { signal })) ?? [])
  }
  const given = (failure?: string): Given => ({
    ...met,
    ...(agreed && { print: textOf(agreed) }),
    ...(failure !== undefined && { failure }),
  })
  return tryOften<Given>(
    giving,
    async () => {
      const [here, there] = [await list('source'), await list('destination')]
      met = { met: here.map((grant) => grant.to), strangers: strangersAmong(there, who) }
      let now: BothRoles = { source: rolesOf(here), destination: rolesOf(there) }
      const next = mergeRights(now, agreed, who, policy)
      agreed = agreeOn(now, next, agreed, who)
      const refusals: string[] = []
      for (const side of ['source', 'destination'] as const) {
        if (sameRoles(now[side], next[side])) continue
        asked = side
        try {
          const grants = [...next[side]].map(([id, role]) => ({ to: id, role }))
          await rights[side]?.set(places[side], grants, { signal })
          now = { ...now, [side]: next[side] }
          agreed = agreeOn(now, next, agreed, who)
        } catch (error) {
          if (!isStorageError(error) || error.advice.do !== 'skip-this' || error.kind === 'not-found') throw error
          refusals.push(toldOf(side, error))
        }
      }
      return given(refusals.length === 0 ? undefined : refusals.join(' '))
    },
    (error) => (isStorageError(error, 'not-found') ? given() : given(toldOf(asked, error))),
  )
}

/** Of the destination, whom nobody of the source is, once for each grant. */
export function strangersAmong(grants: readonly Grant[], who: WhoIsWho): readonly Principal[] {
  return grants.map(({ to }) => to).filter(({ id }) => who.destination(id) === undefined)
}

function rolesOf(own: readonly Grant[]): Roles {
  return new Map(own.map(({ to, role }) => [to.id, role]))
}

function toldOf(side: Side, error: unknown): string {
  return `At the ${side}: ${sentenceOf(error)}`
}

/** Of the source first. */
function textOf({ source, destination }: BothRoles): string {
  return JSON.stringify([Object.fromEntries(source), Object.fromEntries(destination)])
}

function agreedFrom(text: string): BothRoles {
  const [source, destination] = JSON.parse(text) as readonly [Record<string, Role>, Record<string, Role>]
  return { source: new Map(Object.entries(source)), destination: new Map(Object.entries(destination)) }
}
