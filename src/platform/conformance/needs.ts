import type { Facts, Storage, StorageGroup } from '#platform'
import type { Ground } from './harness.ts'

export type Need = (ground: Ground) => string | undefined

/** The first reason of several. */
export function all(...needs: readonly Need[]): Need {
  return (ground) => {
    for (const need of needs) {
      const reason = need(ground)
      if (reason !== undefined) return reason
    }
    return undefined
  }
}

const lacking: Readonly<Record<StorageGroup, string>> = {
  write: 'it cannot write files',
  makeFolder: 'it cannot make folders',
  delete: 'it cannot delete',
  move: 'it cannot move or rename',
  listDeep: 'it lists no whole subtree at once',
  versions: 'it keeps no versions',
  permissions: 'it has no permissions of people and groups',
  owners: 'its entries have no owners that can be set',
  principals: 'it tells of no people and groups',
  locks: 'it lets no locks be set',
  metadata: 'it lets no metadata be set',
  takeFrom: 'it takes no files from its own kind',
  about: 'it tells nothing of its account',
}

/** Only where the storage has these groups of verbs. */
export function has(...groups: readonly StorageGroup[]): Need {
  return ({ storage }) => {
    const missing = groups.find((group) => storage[group] === undefined)
    return missing && lacking[missing]
  }
}

type Ability =
  'reopen' | 'stranger' | 'source' | 'secrets' | 'expireToken' | 'limitRate' | 'cutRead' | 'putBeside' | 'fillIn'

const unprovoked: Readonly<Record<Ability, string>> = {
  reopen: 'the harness opens no second storage on the same content',
  stranger: 'the harness has no second account',
  source: 'the harness has no second storage of its kind',
  secrets: 'no secret is used',
  expireToken: 'the harness cannot end its access token',
  limitRate: 'the harness cannot limit its calls',
  cutRead: 'the harness cannot cut a reading short',
  putBeside: 'the harness cannot put two files of one name',
  fillIn: 'the harness cannot fill in fields of an entry',
}

/** Only where the harness can bring this about. */
export function can(ability: Ability): Need {
  return (ground) => (ground[ability] === undefined ? unprovoked[ability] : undefined)
}

/** Only where the facts are so; else the reason. */
export function fact(holds: (facts: Facts) => boolean, reason: string): Need {
  return ({ storage }: { readonly storage: Storage }) => (holds(storage.facts) ? undefined : reason)
}

export const writes = has('write')
export const makesFolders = all(
  has('write', 'makeFolder'),
  fact((facts) => facts.keepsEmptyFolders, 'it keeps no empty folders'),
)
export const oneOfAName = fact((facts) => !facts.allowsDuplicates, 'two files of one name may lie in one folder')
