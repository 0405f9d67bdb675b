import type { PlatformView } from '#api/contract/platforms.ts'
import { nearestWord } from '#toolkit/nearest-word.ts'
import { usageFailure } from './failure.ts'

type Way = PlatformView['ways'][number]

/** The platform of an id, however its letters are written. Throws CommandFailure with the nearest. */
export function findPlatform(platforms: readonly PlatformView[], id: string): PlatformView {
  const found = platforms.find((platform) => platform.id === id.toLowerCase())
  if (found) return found
  throw usageFailure(`There is no platform “${id}”. ${nearest(id, platforms)}`)
}

/** The way of an id; the platform's first without one. */
export function findWay(platform: PlatformView, id: string | undefined): Way {
  const found = id === undefined ? platform.ways[0] : platform.ways.find((way) => way.id === id)
  if (found) return found
  throw usageFailure(`${platform.title} has no way “${id ?? ''}” to sign in. ${nearest(id ?? '', platform.ways)}`)
}

function nearest(word: string, known: readonly { readonly id: string }[]): string {
  const ids = known.map(({ id }) => id)
  const meant = nearestWord(word, ids)
  return meant === undefined ? `There are: ${ids.join(', ')}.` : `Did you mean ${meant}?`
}
