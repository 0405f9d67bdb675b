import { type DeleteOptions, type Entry, type Place } from '#platform'
import { lookUp } from './find.ts'
import { below, childrenOf, unhang } from './held.ts'
import { refuseLocked } from './locks.ts'
import type { Memory } from './room.ts'
import { refusal } from './refusal.ts'

/** Removes a file, or a folder with all it holds; what is absent is fine. */
export function remove(memory: Memory, place: Place | Entry, { ifEmpty }: DeleteOptions = {}): void {
  if (place.path.length === 0) throw refusal('unsupported', 'delete', [], 'it is the space itself')
  const held = lookUp(memory, place, 'delete', 'file')
  if (ifEmpty && held?.kind === 'folder' && childrenOf(held).length > 0) {
    throw refusal('precondition-failed', 'delete', place.path, 'the folder is not empty')
  }
  for (const one of held?.kind === 'folder' ? below(held) : [held]) refuseLocked(one, 'delete', place.path)
  if (held) unhang(held, memory.facts)
}
