import type { Clock, Grant, Place, Storage } from '#platform'
import { sentenceOf } from './failure.ts'
import { ownOf, planRights, printOfRights, type MapPrincipal } from './rights.ts'
import { tryOften } from './try-often.ts'

export interface Giving {
  readonly source: Storage
  readonly destination: Storage
  readonly policy: 'add' | 'mirror'
  readonly map: MapPrincipal
  readonly signal: AbortSignal
  readonly clock: Clock
}

export interface Given {
  /** The entry's own grants at the source. */
  readonly grants: readonly Grant[]
  /** Of what was given; absent when it could not be. */
  readonly print?: string
  /** Whether the destination was changed. */
  readonly isChanged: boolean
  /** Why its rights could not be given. */
  readonly failure?: string
}

/**
 * Gives an entry of the destination the rights that it is to have; what was given before, and is still so at the source, is
 * left alone. Never throws for a single entry; throws Halt for what concerns the whole run.
 */
export async function giveRights(
  { from, to, print }: { readonly from: Place; readonly to: Place; readonly print: string | undefined },
  giving: Giving,
): Promise<Given> {
  const { source, destination, policy, map, signal } = giving
  let grants: readonly Grant[] = []
  return tryOften<Given>(
    giving,
    async () => {
      grants = ownOf((await source.permissions?.list(from, { signal })) ?? [])
      const next = printOfRights(grants, map, policy)
      if (next === print) return { grants, print: next, isChanged: false }
      const there = (await destination.permissions?.list(to, { signal })) ?? []
      const { set } = planRights(grants, there, map, policy)
      if (set) await destination.permissions?.set(to, set, { signal })
      return { grants, print: next, isChanged: set !== undefined }
    },
    (error) => ({ grants, isChanged: false, failure: sentenceOf(error) }),
  )
}
