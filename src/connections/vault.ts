import type { Kysely } from 'kysely'
import type { Values } from '#platform'
import { boundTo } from './bound-to.ts'
import { findClient, keepSealedClient } from './client-rows.ts'
import type { Connection } from './connection.ts'
import type { Keys } from './keys.ts'
import { keepOwnSecret, keepSealed, ownSecret, sealedOf } from './rows.ts'

type Db = Kysely<unknown>
type Bound = Pick<Connection, 'id' | 'platform' | 'client' | 'settings'>

/** The secrets of all connections: sealed in rows, each bound to its connection and the origins it belongs to. */
export interface Vault {
  /** Without those of the installation's client, which stay where they are. */
  keep(db: Db, connection: Bound, secrets: Values): Promise<void>
  /** Those of the installation's client among them, where the connection uses it. */
  read(db: Db, connection: Bound): Promise<Values>
  keepClient(db: Db, platform: string, settings: Values, secrets: Values): Promise<void>
  readClient(db: Db, platform: string): Promise<Values>
  /** A secret of the installation itself; the first who asks for it makes it. */
  own(db: Db, name: string, make: () => string): Promise<string>
}

export function openVault(keys: Keys): Vault {
  const opened = async (db: Db, sealed: string | undefined, place: string): Promise<Values> =>
    sealed === undefined ? {} : (JSON.parse(await keys.open(db, sealed, place)) as Values)
  const readClient = async (db: Db, platform: string): Promise<Values> => {
    const client = await findClient(db, platform)
    return client ? opened(db, client.sealed, boundTo.client(platform, client.settings)) : {}
  }
  const sharedBy = async (db: Db, { client, platform }: Bound): Promise<Values> =>
    client === 'default' ? readClient(db, platform) : {}

  return {
    readClient,
    async keep(db, connection, secrets) {
      const shared = await sharedBy(db, connection)
      const own = Object.fromEntries(Object.entries(secrets).filter(([id]) => !Object.hasOwn(shared, id)))
      await keepSealed(db, connection.id, await keys.seal(db, JSON.stringify(own), boundTo.connection(connection)))
    },
    async read(db, connection) {
      const own = await opened(db, await sealedOf(db, connection.id), boundTo.connection(connection))
      return { ...own, ...(await sharedBy(db, connection)) }
    },
    async keepClient(db, platform, settings, secrets) {
      const place = boundTo.client(platform, settings)
      await keepSealedClient(db, platform, await keys.seal(db, JSON.stringify(secrets), place))
    },
    async own(db, name, make) {
      const place = boundTo.installation(name)
      if ((await ownSecret(db, name)) === undefined) await keepOwnSecret(db, name, await keys.seal(db, make(), place))
      return keys.open(db, (await ownSecret(db, name)) ?? '', place)
    },
  }
}
