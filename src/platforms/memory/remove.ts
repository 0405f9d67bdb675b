import { type Entry, type Place } from '#platform'
import { lookUp } from './find.ts'
import { unhang } from './held.ts'
import type { Memory } from './room.ts'
import { refusal } from './refusal.ts'

/** Removes a file, or a folder with all it holds; what is absent is fine. */
export function remove(memory: Memory, place: Place | Entry): void {
  if (place.path.length === 0) throw refusal('unsupported', 'delete', [], 'it is the space itself')
  const held = lookUp(memory, place, 'delete', 'file')
  if (held) unhang(held, memory.facts)
}
