import { isStorageError, type Clock, type Place, type Principal, type Storage } from '#platform'
import { sentenceOf } from './failure.ts'
import { ownOf, planRights, printOfRights, type MapPrincipal } from './rights.ts'
import { tryOften } from './try-often.ts'
import type { WhoIsWho } from './two-way/who-is-who.ts'

export interface Giving {
  readonly source: Storage
  readonly destination: Storage
  readonly map: MapPrincipal
  /** The same in both directions; knows nobody where a job goes one way. */
  readonly who: WhoIsWho
  readonly signal: AbortSignal
  readonly clock: Clock
}

export interface Given {
  /** Whose it was at the source, once for each grant. */
  readonly met: readonly Principal[]
  /** Of the destination, whom nobody of the source is: only where rights go both ways. */
  readonly strangers?: readonly Principal[]
  /** Of what was given; absent when it could not be. */
  readonly print?: string
  /** Why it could not be given. */
  readonly failure?: string
}

/** An entry on both sides, and the print of what it was given before. */
export interface Receiving {
  readonly from: Place
  readonly to: Place
  readonly print: string | undefined
}

/**
 * Gives an entry of the destination the rights that it is to have; what was given before, and is still so at the source, is
 * left alone. Never throws for a single entry; throws Halt for what concerns the whole run.
 */
export function giveRights({ from, to, print }: Receiving, policy: 'add' | 'mirror', giving: Giving): Promise<Given> {
  const { source, destination, map, signal } = giving
  let met: readonly Principal[] = []
  return tryOften<Given>(
    giving,
    async () => {
      const grants = ownOf((await source.permissions?.list(from, { signal })) ?? [])
      met = grants.map((grant) => grant.to)
      const next = printOfRights(grants, map, policy)
      if (next === print) return { met, print }
      const there = (await destination.permissions?.list(to, { signal })) ?? []
      const { set } = planRights(grants, there, map, policy)
      if (set) await destination.permissions?.set(to, set, { signal })
      return { met, print: next }
    },
    (error) => notGiven(error, met, print),
  )
}

/**
 * What is told when something could not be given. Where a side does not hold the entry by now there is nothing to give, and
 * what was given stays known: the deletions of the run, or the next one, say what becomes of it.
 */
export function notGiven(error: unknown, met: Given['met'], print: string | undefined): Given {
  if (isStorageError(error, 'not-found')) return { met, ...(print !== undefined && { print }) }
  return { met, failure: sentenceOf(error) }
}
