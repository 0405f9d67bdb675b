import type { Grant, ListOptions, NewGrant, Page, Permissions, Place, Principal, Role } from '#platform'
import { find } from './find.ts'
import type { Held } from './held.ts'
import type { Memory } from './room.ts'
import { refusal } from './refusal.ts'

export function permissions(memory: Memory): Permissions {
  const { gate } = memory
  return {
    list: (place, options) => gate.call('list-permissions', place.path, options, () => grantsOf(memory, place)),
    set: (place, grants, options) =>
      gate.call('set-permissions', place.path, options, () => setGrants(memory, place, grants)),
    principals: (options) => principals(memory, options),
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
  const all = memory.knobs().principals
  return [...(grants ?? [])].map(([id, role]) => ({ to: all.find((one) => one.id === id) ?? gone(id), role }))
}

/** Rights outlive whom they were given to. */
function gone(id: string): Principal {
  return { id, kind: 'person', name: id }
}

function setGrants(memory: Memory, place: Place, grants: readonly NewGrant[]): void {
  const held = find(memory, place, 'set-permissions')
  const known = new Set(memory.knobs().principals.map(({ id }) => id))
  const unknown = grants.find(({ to }) => !known.has(to))
  if (unknown) throw refusal('unsupported', 'set-permissions', place.path, `there is nobody “${unknown.to}” here`)
  held.grants = new Map<string, Role>(grants.map(({ to, role }) => [to, role]))
}

async function* principals({ gate, knobs, facts }: Memory, options: ListOptions = {}): AsyncGenerator<Page<Principal>> {
  const most = Math.min(options.pageSize ?? facts.pageSize, facts.pageSize)
  let at = Number(options.cursor ?? 0)
  for (;;) {
    const from = at
    const entries = await gate.call('principals', [], options, () => knobs().principals.slice(from, from + most))
    at += most
    if (at >= knobs().principals.length) return yield { entries }
    yield { entries, next: String(at) }
  }
}
