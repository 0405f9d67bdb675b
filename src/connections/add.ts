import type { Kysely } from 'kysely'
import { isUniqueViolation } from '#database/database-error.ts'
import type { Platform, Values } from '#platform'
import { nearestWord } from '#toolkit/nearest-word.ts'
import { checkValues, wayOf } from './check-values.ts'
import { ConnectionRefused, type Connection } from './connection.ts'
import { checkedName, freeName } from './name.ts'
import { insertConnection, listConnections } from './rows.ts'
import type { Vault } from './vault.ts'

interface Means {
  readonly transaction: <Result>(work: (db: Kysely<unknown>) => Promise<Result>) => Promise<Result>
  readonly vault: Vault
  readonly platforms: readonly Platform[]
}

interface Wish {
  readonly platform: string
  /** The platform's title, made unique, when absent or empty. */
  readonly name?: string | undefined
  readonly way?: string | undefined
  readonly values: Values
}

/** Keeps a new connection, its secrets sealed. Nothing is asked of the platform: that is the test's. */
export async function addConnection(means: Means, wish: Wish): Promise<Connection> {
  const { manifest } = platformCalled(means.platforms, wish.platform)
  const way = wayOf(manifest, wish.way)
  const { settings, secrets } = checkValues(manifest.title, way, wish.values)
  const wished = checkedName(wish.name ?? '')
  for (;;) {
    try {
      return await means.transaction(async (db) => {
        const name = wished || freeName(manifest.title, await listConnections(db))
        const connection = await insertConnection(db, { platform: manifest.id, name, way: way.id, settings })
        await means.vault.keep(db, connection, secrets)
        return connection
      })
    } catch (error) {
      if (!isUniqueViolation(error, 'connection_names')) throw error
      // Somebody else took the free name at the same moment: the next one is free.
      if (wished === '') continue
      throw new ConnectionRefused('conflict', `There is a connection “${wished}” already. Choose another name.`)
    }
  }
}

export function platformCalled(platforms: readonly Platform[], id: string): Platform {
  const found = platforms.find(({ manifest }) => manifest.id === id)
  if (found) return found
  const known = platforms.map(({ manifest }) => manifest.id)
  const meant = nearestWord(id, known)
  throw new ConnectionRefused(
    'invalid',
    `There is no platform “${id}”. ${meant === undefined ? `There are: ${known.join(', ')}.` : `Did you mean “${meant}”?`}`,
  )
}
