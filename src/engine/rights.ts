import { createHash } from 'node:crypto'
import { roles, type Grant, type NewGrant, type Principal, type Role } from '#platform'
import type { JobOptions } from './options.ts'

/** Who a principal of the source is at the destination; undefined: nobody has said. */
export type Mapped = { readonly id: Principal['id'] } | 'left-out' | undefined
export type MapPrincipal = (principal: Principal) => Mapped

/** An entry's own rights, by principal. */
export type Roles = ReadonlyMap<Principal['id'], Role>

/** What becomes of an entry's rights. */
export interface Rights {
  /** Its own grants at the destination from now on; absent when they are so already. */
  readonly set?: readonly NewGrant[]
  /** Whom nobody has mapped: their rights stay behind. */
  readonly unmapped: readonly Principal[]
}

/** An entry's own rights: those that it inherits are the folder's above. */
export function ownOf(grants: readonly Grant[]): readonly Grant[] {
  return grants.filter(({ isInherited }) => !isInherited)
}

/**
 * The grants that an entry is to have at the destination. `add` takes nothing away. `mirror` leaves those of the source alone,
 * unless somebody of the source is not mapped: then it cannot be told who of the destination that is, and nobody loses a right.
 */
export function planRights(
  source: readonly Grant[],
  destination: readonly Grant[],
  map: MapPrincipal,
  policy: Exclude<JobOptions['permissions'], 'none'>,
): Rights {
  const unmapped: Principal[] = []
  const wanted = new Map<Principal['id'], Role>()
  for (const { to, role } of ownOf(source)) {
    const mapped = map(to)
    if (mapped === undefined) unmapped.push(to)
    else if (mapped !== 'left-out') wanted.set(mapped.id, higher(wanted.get(mapped.id), role))
  }
  const now = new Map(ownOf(destination).map(({ to, role }) => [to.id, role]))
  const next = policy === 'mirror' && unmapped.length === 0 ? wanted : merged(now, wanted, policy)
  return { unmapped, ...(!sameRoles(now, next) && { set: [...next].map(([to, role]) => ({ to, role })) }) }
}

function merged(now: Roles, wanted: Roles, policy: 'add' | 'mirror'): Roles {
  const next = new Map(now)
  for (const [id, role] of wanted) next.set(id, policy === 'add' ? higher(now.get(id), role) : role)
  return next
}

function higher(one: Role | undefined, other: Role): Role {
  return one !== undefined && roles.indexOf(one) > roles.indexOf(other) ? one : other
}

export function sameRoles(one: Roles, other: Roles): boolean {
  return one.size === other.size && [...one].every(([id, role]) => other.get(id) === role)
}

/** Equal as long as neither the rights of an entry nor what the job makes of them has changed. */
export function printOfRights(source: readonly Grant[], map: MapPrincipal, policy: JobOptions['permissions']): string {
  const lines = ownOf(source).map(({ to, role }) => {
    const mapped = map(to)
    return JSON.stringify([to.id, role, typeof mapped === 'object' ? mapped.id : (mapped ?? '')])
  })
  return createHash('sha256')
    .update(JSON.stringify([policy, ...lines.toSorted()]))
    .digest('base64url')
    .slice(0, 22)
}
