import { nameOf, type Entry, type Facts, type Path, type SpaceId, type Trait } from '#platform'
import { contentOf, idOf, pathOf, type Held, type HeldContent, type HeldFile } from './held.ts'

/** What a listing, stat or write says of a thing; a listing may still show an earlier content. */
export function entryOf(space: SpaceId, held: Held, facts: Facts): Entry {
  const path = pathOf(held)
  const traits = traitsOf(held, path)
  const common = {
    space,
    path,
    id: idOf(held),
    ...(held.above && { parentId: idOf(held.above) }),
    createdAt: timeIn(held.bornAt, facts),
    ...(traits.length > 0 && { traits }),
    ...(facts.metadata !== 'none' && { metadata: held.fields ?? {} }),
  }
  if (held.kind === 'folder') return { ...common, kind: 'folder' }
  return {
    ...common,
    kind: 'file',
    ...partOfContent(contentOf(held), facts),
    ...(held.lock && { heldBy: held.lock.by, heldSince: timeIn(held.lock.since, facts) }),
  }
}

function traitsOf(held: Held, path: Path): readonly Trait[] {
  const traits: Trait[] = []
  if (held.kind === 'file' && nameOf(path).startsWith('.')) traits.push('hidden')
  if (held.grants && held.grants.size > 0) traits.push('shared')
  if (held.kind === 'file' && held.lock) traits.push('checked-out')
  return traits
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
