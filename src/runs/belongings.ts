import { giveOwner } from '#engine/give-owner.ts'
import { giveRights, type Given, type Giving, type Receiving } from '#engine/give-rights.ts'
import type { Reason } from '#engine/reason.ts'
import { ownOf } from '#engine/rights.ts'
import { shareRights, strangersAmong } from '#engine/two-way/share-rights.ts'
import type { Place, Principal, Waiting } from '#platform'
import type { Scene } from './scene.ts'

/** What people have of an entry besides its content. */
export interface Belonging {
  /** What is counted of each principal. */
  readonly what: 'grants' | 'owned'
  /** Of `items`: what was given last. */
  readonly column: 'rights_print' | 'shared_rights' | 'owner_print'
  /** Why an item is flagged that could not be given it. */
  readonly refused: Reason
  readonly give: (receiving: Receiving, giving: Giving) => Promise<Given>
  /** Whose an entry of the source is, once for each grant. */
  readonly look: (place: Place, options: Waiting) => Promise<readonly Principal[]>
  /** Whom nobody of the source is, of an entry of the destination: only where it goes both ways. */
  readonly lookThere?: (place: Place, options: Pick<Giving, 'who' | 'signal'>) => Promise<readonly Principal[]>
}

/** Those that the job carries and both sides have. */
export function belongingsOf({ job, source, destination }: Pick<Scene, 'job' | 'source' | 'destination'>) {
  const { permissions, owners, direction } = job.options
  const found: Belonging[] = []
  const [from, to] = [source.permissions, destination.permissions]
  if (permissions !== 'none' && from && to) {
    const rights: Pick<Belonging, 'what' | 'refused' | 'look'> = {
      what: 'grants',
      refused: 'permissions-refused',
      look: async (place, options) => ownOf(await from.list(place, options)).map((grant) => grant.to),
    }
    if (direction === 'two-way') {
      found.push({
        ...rights,
        column: 'shared_rights',
        give: (receiving, giving) => shareRights(receiving, permissions, giving),
        lookThere: async (place, { who, signal }) => strangersAmong(ownOf(await to.list(place, { signal })), who),
      })
    } else {
      found.push({
        ...rights,
        column: 'rights_print',
        give: (receiving, giving) => giveRights(receiving, permissions, giving),
      })
    }
  }
  const of = source.owners
  if (owners !== 'none' && of && destination.owners) {
    found.push({
      what: 'owned',
      column: 'owner_print',
      refused: 'owner-refused',
      give: giveOwner,
      look: async (place, options) => [await of.of(place, options)].filter((owner) => owner !== undefined),
    })
  }
  return found
}
