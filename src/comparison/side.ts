import { ConnectionRefused } from '#connections/connection.ts'
import { connectionCalled } from '#connections/find.ts'
import type { Storages } from '#connections/storages.ts'
import type { ComparedSide } from '#engine/compare-facts.ts'
import type { Platform } from '#platform'
import { nearestWord } from '#toolkit/nearest-word.ts'
import type { Kysely } from 'kysely'
import { describedPlatforms, type Described } from './described.ts'

export interface SideMeans {
  readonly db: Kysely<unknown>
  readonly platforms: readonly Platform[]
  readonly storages: Storages
}

/** One of the two that are compared: a platform at its best, or what is so through one connection. */
export interface Side extends ComparedSide {
  /** As it is named in requests. */
  readonly side: string
  readonly kind: 'platform' | 'connection'
  readonly platform: string
  readonly hasConnector: boolean
}

const prefix = 'platform:'

/** `platform:` and an id, or the name or id of a connection, which is opened and asked nothing. */
export async function sideCalled(text: string, { db, platforms, storages }: SideMeans): Promise<Side> {
  if (text.startsWith(prefix)) return sideOfPlatform(platformDescribed(text.slice(prefix.length), platforms))
  const connection = await connectionCalled(db, text)
  const { storage, platform } = await storages.open(connection.id)
  const { id, sources } = platform.manifest
  return {
    side: connection.id,
    title: connection.name,
    kind: 'connection',
    platform: id,
    hasConnector: true,
    facts: storage.facts,
    sources,
  }
}

export function sideOfPlatform({ id, title, hasConnector, facts, sources }: Described): Side {
  return { side: prefix + id, title, kind: 'platform', platform: id, hasConnector, facts, sources }
}

/** The platform of this id; when there is none, the sentence says which was probably meant. */
export function platformDescribed(id: string, platforms: readonly Platform[]): Described {
  const all = describedPlatforms(platforms)
  const found = all.find((one) => one.id === id.toLowerCase())
  if (found) return found
  const ids = all.map((one) => one.id)
  const meant = nearestWord(id, ids)
  const hint = meant === undefined ? `There are: ${ids.join(', ')}.` : `Did you mean “${meant}”?`
  throw new ConnectionRefused('not-found', `There is no platform “${id}”. ${hint}`)
}
