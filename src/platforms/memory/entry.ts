import { nameOf, type Entry, type Facts, type SpaceId, type Trait } from '#platform'
import { contentOf, idOf, pathOf, type Held, type HeldContent, type HeldFile } from './held.ts'

/** What a listing, stat or write says of a thing; a listing may still show an earlier content. */
export function entryOf(space: SpaceId, held: Held, facts: Facts): Entry {
  const path = pathOf(held)
  const place = { space, path, id: idOf(held), ...(held.above && { parentId: idOf(held.above) }) }
  if (held.kind === 'folder') return { ...place, kind: 'folder', createdAt: timeIn(held.bornAt, facts) }
  const traits: Trait[] = nameOf(path).startsWith('.') ? ['hidden'] : []
  if (held.lock) traits.push('checked-out')
  return {
    ...place,
    kind: 'file',
    createdAt: timeIn(held.bornAt, facts),
    ...partOfContent(contentOf(held), facts),
    ...(held.lock && { heldBy: held.lock.by, heldSince: timeIn(held.lock.since, facts) }),
    ...(traits.length > 0 && { traits }),
  }
}

/** The same for a file as its listing showed it before the last writes. */
export function entryAsOf(entry: Entry, file: HeldFile, content: HeldContent, facts: Facts): Entry {
  return content === contentOf(file) ? entry : { ...entry, ...partOfContent(content, facts) }
}

function partOfContent(content: HeldContent, facts: Facts) {
  const { id, number, bytes, hashes, modifiedAt } = content
  return {
    size: bytes.length,
    modifiedAt: timeIn(modifiedAt, facts),
    etag: etagOf(content),
    ...(facts.keepsVersions && { version: id, versionNumber: number }),
    ...(facts.hashes.length > 0 && { hashes }),
  }
}

export function etagOf({ id }: HeldContent): string {
  return `e${id}`
}

/** Cut, as platforms do, to the step that is kept. */
function timeIn(time: number, { timePrecisionMs }: Facts): Date {
  return new Date(Math.floor(time / timePrecisionMs) * timePrecisionMs)
}
