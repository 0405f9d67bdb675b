import type { SomeFacts, SomeSources } from '#engine/fact-rows.ts'
import type { Manifest, Platform } from '#platform'
import { knownPlatforms } from './known-platforms/index.ts'
import type { KnownPlatform } from './known-platforms/known-platform.ts'

/** A platform as far as it is known, with or without a connector. */
export interface Described extends Pick<Manifest, 'id' | 'title' | 'summary' | 'notes' | 'links'> {
  readonly hasConnector: boolean
  readonly facts: SomeFacts
  readonly sources: SomeSources
}

/** Those with a connector first; what is known without one is left out once there is one. */
export function describedPlatforms(platforms: readonly Platform[]): readonly Described[] {
  const connected = platforms.map(({ manifest }) => ({ ...manifest, hasConnector: true }))
  const ids = new Set(connected.map(({ id }) => id))
  return [...connected, ...knownPlatforms.filter(({ id }) => !ids.has(id)).map(describe)]
}

function describe({ told, ...known }: KnownPlatform): Described {
  const entries = Object.entries(told)
  return {
    ...known,
    hasConnector: false,
    links: [],
    facts: Object.fromEntries(entries.map(([fact, [value]]) => [fact, value])),
    sources: Object.fromEntries(entries.map(([fact, [, source]]) => [fact, source])),
  }
}
