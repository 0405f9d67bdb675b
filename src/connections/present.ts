import type { ConnectionView } from '#api/contract/connections.ts'
import type { Platform } from '#platform'
import type { Connection } from './connection.ts'

/** A connection as people and programs see it: no secret is in reach here. */
export function presentConnection(connection: Connection, platforms: readonly Platform[]): ConnectionView {
  const platform = platforms.find(({ manifest }) => manifest.id === connection.platform)
  const { healthReason, testedAt } = connection
  return {
    id: connection.id,
    platform: { id: connection.platform, title: platform?.manifest.title ?? connection.platform },
    name: connection.name,
    way: connection.way,
    settings: { ...connection.settings },
    health: connection.health,
    ...(healthReason !== undefined && { healthReason }),
    ...(testedAt && { testedAt: testedAt.toISOString() }),
    createdAt: connection.createdAt.toISOString(),
  }
}
