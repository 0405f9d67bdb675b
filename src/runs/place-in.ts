import type { Print } from '#engine/item.ts'
import type { Path, Place } from '#platform'

/** Where an item is in its space, by its path below the job's folder; the id that it had saves a look-up. */
export function placeIn({ space, path }: Place, below: Path, { id }: Pick<Print, 'id'>): Place {
  return { space, path: [...path, ...below], ...(id !== undefined && { id }) }
}
