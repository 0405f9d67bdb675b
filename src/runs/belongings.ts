import { giveOwner } from '#engine/give-owner.ts'
import { giveRights, type Given, type Giving, type Receiving } from '#engine/give-rights.ts'
import type { Reason } from '#engine/reason.ts'
import { ownOf } from '#engine/rights.ts'
import type { Place, Principal, Waiting } from '#platform'
import type { Scene } from './scene.ts'

/** What people have of an entry besides its content. */
export interface Belonging {
  /** What is counted of each principal. */
  readonly what: 'grants' | 'owned'
  /** Of `items`: what was given last. */
  readonly column: 'rights_print' | 'owner_print'
  /** Why an item is flagged that could not be given it. */
  readonly refused: Reason
  readonly give: (receiving: Receiving, giving: Giving) => Promise<Given>
  /** Whose an entry of the source is, once for each grant. */
  readonly look: (place: Place, options: Waiting) => Promise<readonly Principal[]>
}

/** Those that the job carries and both sides have. */
export function belongingsOf({ job, source, destination }: Pick<Scene, 'job' | 'source' | 'destination'>) {
  const { permissions, owners } = job.options
  const found: Belonging[] = []
  const from = source.permissions
  if (permissions !== 'none' && from && destination.permissions) {
    found.push({
      what: 'grants',
      column: 'rights_print',
      refused: 'permissions-refused',
      give: (receiving, giving) => giveRights(receiving, permissions, giving),
      look: async (place, options) => ownOf(await from.list(place, options)).map(({ to }) => to),
    })
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
