import { roles, type Principal, type Role } from '#platform'
import type { JobOptions } from '../options.ts'
import type { Roles } from '../rights.ts'
import type { Side } from './agreement.ts'
import type { WhoIsWho } from './who-is-who.ts'

/** An entry's own rights on both sides. */
export type BothRoles = Readonly<Record<Side, Roles>>

/**
 * The own rights that an entry of both sides is to have. Pure: each person's role on both sides is compared with the one on
 * which both last agreed. Where they never did, each side gets what the other gives, and the higher of two roles. Whom nobody
 * of the other side is keeps what they have. Done again after a part of it was done it gives the same.
 */
export function mergeRights(
  now: BothRoles,
  agreed: BothRoles | undefined,
  who: WhoIsWho,
  policy: Exclude<JobOptions['permissions'], 'none'>,
): BothRoles {
  const next = { source: new Map(now.source), destination: new Map(now.destination) }
  for (const person of peopleOf(now, agreed, who)) {
    const [here, there, was] = [roleHere(person, now), roleThere(person, now), lastOf(person, agreed)]
    const merged = was === undefined ? both(higher(here, there)) : merges[policy](here, there, was)
    put(next.destination, person.there, merged.destination)
    if (person.goesBack) for (const id of person.here) put(next.source, id, merged.source)
  }
  return next
}

/**
 * What to compare with the next time: the rights as they are now. Of whom `wanted` was not given to on a side counts what they
 * have there, so that the other side's is what has changed; and where both sides are to differ, what they last agreed on.
 */
export function agreeOn(now: BothRoles, wanted: BothRoles, agreed: BothRoles | undefined, who: WhoIsWho): BothRoles {
  const next = { source: new Map(now.source), destination: new Map(now.destination) }
  for (const person of peopleOf(now, agreed, who)) {
    const [here, there] = [roleHere(person, now), roleThere(person, now)]
    if (here === there) continue
    const isDueThere = roleThere(person, wanted) !== there
    const isDueHere = roleHere(person, wanted) !== here
    const role = isDueThere ? there : isDueHere ? here : lastOf(person, agreed)
    if (role === undefined) continue
    for (const id of person.here) put(next.source, id, role)
    put(next.destination, person.there, role)
  }
  return next
}

const ranks = ['none', ...roles] as const
type Rank = (typeof ranks)[number]
type Merged = Readonly<Record<Side, Rank>>

/** What becomes of a role on both sides, since both had the same. */
const merges: Readonly<Record<'add' | 'mirror', (here: Rank, there: Rank, was: Rank) => Merged>> = {
  // What was given goes to the other side; what was taken away stays so on the side where it was.
  add: (here, there, was) => ({
    source: isHigher(there, was) ? higher(here, there) : here,
    destination: isHigher(here, was) ? higher(here, there) : there,
  }),
  // Nobody gets more than the last word of either side allows.
  mirror(here, there, was) {
    if (here === was) return both(there)
    return both(there === was || isHigher(there, here) ? here : there)
  },
}

/** Somebody of the destination, and who that is at the source: several where the way back cannot be told. */
interface Person {
  readonly here: readonly Principal['id'][]
  readonly there: Principal['id']
  readonly goesBack: boolean
}

function peopleOf(now: BothRoles, agreed: BothRoles | undefined, who: WhoIsWho): readonly Person[] {
  const people = new Map<Principal['id'], Set<Principal['id']>>()
  const meet = (here: Principal['id'] | undefined, there: Principal['id'] | undefined) => {
    if (here !== undefined && there !== undefined) people.set(there, (people.get(there) ?? new Set()).add(here))
  }
  for (const { source, destination } of agreed ? [now, agreed] : [now]) {
    for (const id of source.keys()) meet(id, who.source(id))
    for (const id of destination.keys()) meet(who.destination(id), id)
  }
  return [...people].map(([there, here]) => ({
    here: [...here],
    there,
    goesBack: who.destination(there) !== undefined,
  }))
}

function roleHere({ here }: Person, { source }: BothRoles): Rank {
  return here.map((id) => source.get(id) ?? 'none').reduce(higher, 'none')
}

function roleThere({ there }: Person, { destination }: BothRoles): Rank {
  return destination.get(there) ?? 'none'
}

/** The role on which both sides last agreed; undefined: never, or they were not known for the same. */
function lastOf(person: Person, agreed: BothRoles | undefined): Rank | undefined {
  if (!agreed) return undefined
  const [here, there] = [roleHere(person, agreed), roleThere(person, agreed)]
  return here === there ? here : undefined
}

function put(rights: Map<Principal['id'], Role>, id: Principal['id'], rank: Rank): void {
  if (rank === 'none') rights.delete(id)
  else rights.set(id, rank)
}

function both(rank: Rank): Merged {
  return { source: rank, destination: rank }
}

function isHigher(one: Rank, other: Rank): boolean {
  return ranks.indexOf(one) > ranks.indexOf(other)
}

function higher(one: Rank, other: Rank): Rank {
  return isHigher(one, other) ? one : other
}
