import { nameOf, parentOf, type Entry, type Facts, type Path, type Place } from '#platform'
import { childrenNamed, idOf, type Held, type HeldFolder } from './held.ts'
import { refusal } from './refusal.ts'
import type { Room } from './room.ts'

type Kind = Held['kind']

/** What is at a place. Throws not-found. */
export function find(room: Room, place: Place | Entry, verb: string, prefer: Kind = 'file'): Held {
  const held = lookUp(room, place, verb, prefer)
  if (held) return held
  throw refusal('not-found', verb, place.path, 'it is not there')
}

export function findFolder(room: Room, place: Place | Entry, verb: string): HeldFolder {
  const held = find(room, place, verb, 'folder')
  if (held.kind === 'folder') return held
  throw refusal('not-a-folder', verb, place.path, 'it is a file')
}

/** The folder that a thing is in, or is to be in; a failure is told as the thing's. */
export function findParent(room: Room, { space, path, parentId }: Place, verb: string): HeldFolder {
  const place = { space, path: parentOf(path), ...(parentId !== undefined && { id: parentId }) }
  const held = lookUp(room, place, verb, 'folder')
  if (!held) throw refusal('not-found', verb, path, 'the folder that it would be in is not there')
  if (held.kind === 'folder') return held
  throw refusal('not-a-folder', verb, path, 'what it would be in is a file')
}

/**
 * By path, and among those of one name by the id. An entry means what it was; a bare place the kind that the verb is about,
 * else whatever has the name.
 */
export function lookUp(room: Room, place: Place | Entry, verb: string, prefer: Kind): Held | undefined {
  const root = room.holding.roots.get(place.space)
  if (!root) throw refusal('not-found', verb, place.path, `there is no space “${place.space}”`)
  if (place.path.length === 0) return root
  const above = folderAt(root, parentOf(place.path), room.facts)
  const named = above ? childrenNamed(above, nameOf(place.path), room.facts) : []
  if (place.id !== undefined) return named.find((held) => idOf(held) === place.id)
  return named.find(({ kind }) => kind === prefer) ?? named[0]
}

function folderAt(root: HeldFolder, path: Path, facts: Facts): HeldFolder | undefined {
  let folder = root
  for (const name of path) {
    const next = childrenNamed(folder, name, facts).find((held) => held.kind === 'folder')
    if (!next) return undefined
    folder = next
  }
  return folder
}
