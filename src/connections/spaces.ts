import type { Clock, Space, Storage } from '#platform'
import { nearestWord } from '#toolkit/nearest-word.ts'
import { ConnectionRefused } from './connection.ts'

// Spaces come and go seldom, and asking costs calls: long enough for the steps of one act, short enough for a person
// who has just made one.
const knownForMs = 30_000

const known = new WeakMap<Storage, { readonly at: number; readonly spaces: readonly Space[] }>()

/** All the spaces that a storage shows, as they were at most half a minute ago. */
export async function spacesOf(storage: Storage, clock: Clock, signal: AbortSignal): Promise<readonly Space[]> {
  const before = known.get(storage)
  if (before && clock.now() - before.at < knownForMs) return before.spaces
  const spaces: Space[] = []
  for await (const page of storage.spaces({ signal })) spaces.push(...page.entries)
  known.set(storage, { at: clock.now(), spaces })
  return spaces
}

/** The space of this name; where only the case of letters differs, that one. */
export function spaceNamed(spaces: readonly Space[], name: string, connection: string): Space {
  const exact = spaces.find((space) => space.name === name)
  if (exact) return exact
  const similar = spaces.filter((space) => folded(space.name) === folded(name))
  const [only] = similar
  if (only && similar.length === 1) return only
  throw new ConnectionRefused(
    'not-found',
    `“${connection}” shows no space “${name}”. ${hintFor(name, spaces, similar)}`,
  )
}

const mostNamed = 5

function hintFor(name: string, spaces: readonly Space[], similar: readonly Space[]): string {
  const names = (similar.length > 0 ? similar : spaces).map((space) => space.name)
  if (names.length === 0) return 'The account sees none: give it access on the platform.'
  const meant = similar.length > 0 ? undefined : nearestWord(name, names)
  if (meant !== undefined) return `Did you mean “${meant}”?`
  const first = names.slice(0, mostNamed).map((one) => `“${one}”`)
  const rest = names.length - first.length
  return `There ${names.length === 1 ? 'is' : 'are'}: ${first.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}.`
}

function folded(name: string): string {
  return name.normalize('NFC').toLowerCase()
}
