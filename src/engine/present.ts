import { nameOf, type Entry } from '#platform'
import { keyOf } from './claims.ts'
import type { Known } from './item.ts'
import type { Terms } from './terms.ts'

/** What lies at the destination by its key; several where the platform allows two entries of one name. */
export type Present = ReadonlyMap<string, Entry | readonly Entry[]>

export function presentByKey(entries: readonly Entry[] | 'new', terms: Terms): Present {
  const present = new Map<string, Entry | Entry[]>()
  if (entries === 'new') return present
  for (const entry of entries) {
    if (entry.traits?.includes('deleted')) continue
    const key = keyOf(nameOf(entry.path), entry.kind, terms)
    const earlier = present.get(key)
    if (earlier === undefined) present.set(key, entry)
    else if (Array.isArray(earlier)) earlier.push(entry)
    else present.set(key, [earlier, entry])
  }
  return present
}

/** Of several of one name the one that this job knows. */
export function chooseFrom(
  there: Entry | readonly Entry[] | undefined,
  known: Known | undefined,
): Entry | 'ambiguous' | undefined {
  if (!isList(there)) return there
  const own = known?.destinationPrint?.id
  return there.find((entry) => own !== undefined && entry.id === own) ?? 'ambiguous'
}

function isList(there: Entry | readonly Entry[] | undefined): there is readonly Entry[] {
  return Array.isArray(there)
}
