import type { Grant, NewGrant, Permissions, Place, Role } from '#platform'
import { find } from './find.ts'
import type { Held } from './held.ts'
import type { Memory } from './room.ts'
import { principalCalled, refuseUnknown } from './principals.ts'

export function permissions(memory: Memory): Permissions {
  const { gate } = memory
  return {
    list: (place, options) => gate.call('list-permissions', place.path, options, () => grantsOf(memory, place)),
    set: (place, grants, options) =>
      gate.call('set-permissions', place.path, options, () => setGrants(memory, place, grants)),
  }
}

/** Its own, and those of every folder above. */
function grantsOf(memory: Memory, place: Place): readonly Grant[] {
  const held = find(memory, place, 'list-permissions')
  return [...ownOf(memory, held), ...inheritedBy(memory, held)]
}

function inheritedBy(memory: Memory, { above }: Held): readonly Grant[] {
  if (!above) return []
  const own = ownOf(memory, above).map((grant) => ({ ...grant, isInherited: true }))
  return [...own, ...inheritedBy(memory, above)]
}

function ownOf(memory: Memory, { grants }: Held): readonly Grant[] {
  return [...(grants ?? [])].map(([id, role]) => ({ to: principalCalled(memory, id), role }))
}

function setGrants(memory: Memory, place: Place, grants: readonly NewGrant[]): void {
  const held = find(memory, place, 'set-permissions')
  for (const { to } of grants) refuseUnknown(memory, to, 'set-permissions', place.path)
  held.grants = new Map<string, Role>(grants.map(({ to, role }) => [to, role]))
}
