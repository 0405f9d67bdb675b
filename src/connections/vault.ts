import type { Kysely } from 'kysely'
import type { Values } from '#platform'
import { originsOf, type Connection } from './connection.ts'
import { keepDataKey, keepOwnSecret, keepSealed, ownSecret, sealedOf, wrappedDataKey } from './rows.ts'
import { newDataKey, openDataKey, SealError, type Sealer } from './seal.ts'

type Db = Kysely<unknown>
type Bound = Pick<Connection, 'id' | 'settings'>

/** The secrets of all connections: sealed in rows, each bound to its connection and the origin it belongs to. */
export interface Vault {
  keep(db: Db, connection: Bound, secrets: Values): Promise<void>
  read(db: Db, connection: Bound): Promise<Values>
  open(sealed: string | undefined, connection: Bound): Values
  /** A secret of the installation itself; the first who asks for it makes it. */
  own(db: Db, name: string, make: () => string): Promise<string>
}

/** Opens this installation's data key. Throws a SealError with what to do when the master key is not the one it was made with. */
export async function openVault(db: Db, master: Buffer): Promise<Vault> {
  const sealer = await dataKey(db, master)
  const open: Vault['open'] = (sealed, connection) =>
    sealed === undefined ? {} : (JSON.parse(sealer.open(sealed, boundTo(connection))) as Values)
  return {
    open,
    keep: (inside, connection, secrets) =>
      keepSealed(inside, connection.id, sealer.seal(JSON.stringify(secrets), boundTo(connection))),
    read: async (inside, connection) => open(await sealedOf(inside, connection.id), connection),
    async own(inside, name, make) {
      const place = `installation ${name}`
      if ((await ownSecret(inside, name)) === undefined) await keepOwnSecret(inside, name, sealer.seal(make(), place))
      return sealer.open((await ownSecret(inside, name)) ?? '', place)
    },
  }
}

function boundTo({ id, settings }: Bound): string {
  return `connection ${id} at ${originsOf(settings)}`
}

async function dataKey(db: Db, master: Buffer): Promise<Sealer> {
  if ((await wrappedDataKey(db)) === undefined) await keepDataKey(db, newDataKey(master).wrapped)
  const wrapped = await wrappedDataKey(db)
  if (wrapped === undefined) throw new SealError('The database did not keep the data key.')
  try {
    return openDataKey(master, wrapped)
  } catch (cause) {
    throw new SealError(
      'The master key is not the one that this database was made with; nothing was opened or changed. ' +
        'Restore the right key file (master.key in the data folder, or the file that GANTRY_MASTER_KEY_FILE names).',
      { cause },
    )
  }
}
