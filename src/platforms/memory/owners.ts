import type { Owners, Place, Principal } from '#platform'
import { find } from './find.ts'
import { principalCalled, refuseUnknown } from './principals.ts'
import type { Memory } from './room.ts'

export function owners(memory: Memory): Owners {
  const { gate } = memory
  return {
    of: (place, options) => gate.call('tell-owner', place.path, options, () => ownerOf(memory, place)),
    set: (place, to, options) => gate.call('set-owner', place.path, options, () => setOwner(memory, place, to)),
  }
}

function ownerOf(memory: Memory, place: Place): Principal | undefined {
  const { owner } = find(memory, place, 'tell-owner')
  return owner === undefined ? undefined : principalCalled(memory, owner)
}

function setOwner(memory: Memory, place: Place, to: string): void {
  const held = find(memory, place, 'set-owner')
  refuseUnknown(memory, to, 'set-owner', place.path)
  held.owner = to
}
