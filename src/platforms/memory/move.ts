import { nameOf, type Entry, type Place } from '#platform'
import { entryOf } from './entry.ts'
import { find, findParent } from './find.ts'
import { childrenNamed, hang, unhang, type Held, type HeldFolder } from './held.ts'
import { refuseLocked } from './locks.ts'
import type { Memory } from './room.ts'
import { nameKept, refuseName } from './names.ts'
import { refusal } from './refusal.ts'

/** Moves or renames, and never onto something that is there. */
export function move(memory: Memory, from: Place | Entry, to: Place): Entry {
  const { facts } = memory
  if (from.path.length === 0) throw refusal('unsupported', 'move', [], 'it is the space itself')
  if (from.space !== to.space) throw refusal('unsupported', 'move', from.path, 'it would go to another space')
  const held = find(memory, from, 'move')
  refuseLocked(held, 'move', from.path)
  refuseName(to.path, facts, 'move')
  const above = findParent(memory, to, 'move')
  if (isWithin(above, held)) throw refusal('unsupported', 'move', from.path, 'a folder cannot be moved into itself')
  // Its own other spelling is no obstacle.
  const others = childrenNamed(above, nameOf(to.path), facts).filter((other) => other !== held)
  if (others.some(({ kind }) => kind === held.kind || !facts.filesAndFoldersApart)) {
    throw refusal('already-exists', 'move', to.path, 'something of that name is there already')
  }
  unhang(held, facts)
  held.name = nameKept(nameOf(to.path), facts)
  held.above = above
  hang(held, facts)
  return entryOf(to.space, held, facts)
}

function isWithin(folder: HeldFolder, held: Held): boolean {
  return folder === held || (folder.above !== undefined && isWithin(folder.above, held))
}
