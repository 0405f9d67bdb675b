import type { Kysely } from 'kysely'
import { currentKey, keepFirstKey, keepNextKey, keyNumbered, type WrappedKey } from './key-rows.ts'
import { keyNumberIn, newDataKey, openDataKey, SealError, type Sealer } from './seal.ts'

type Db = Kysely<unknown>

/** The data keys of this installation: the newest seals, every one opens what it has sealed. */
export interface Keys {
  seal(db: Db, text: string, boundTo: string): Promise<string>
  open(db: Db, sealed: string, boundTo: string): Promise<string>
  /** Makes a new key, which from now on seals in every process. Gives its number. */
  add(db: Db): Promise<number>
}

/** Throws a SealError with what to do when the master key is not the one that the keys were wrapped with. */
export async function openKeys(db: Db, master: Buffer): Promise<Keys> {
  const known = new Map<number, Sealer>()
  const opened = ({ id, wrapped }: WrappedKey): Sealer => {
    const sealer = known.get(id) ?? openDataKey(master, { id, wrapped })
    known.set(id, sealer)
    return sealer
  }
  const newest = async (inside: Db) => {
    const key = await currentKey(inside)
    if (!key) throw new SealError('The database has lost its data keys. Restore it from a backup.')
    return opened(key)
  }
  const keyOf = async (inside: Db, sealed: string) => {
    const id = keyNumberIn(sealed)
    const sealer = known.get(id)
    if (sealer) return sealer
    const key = await keyNumbered(inside, id)
    if (!key) throw new SealError(`The database has lost the data key ${id}. Restore it from a backup.`)
    return opened(key)
  }

  if (!(await currentKey(db))) await keepFirstKey(db, newDataKey(master))
  try {
    await newest(db)
  } catch (cause) {
    throw new SealError(
      'The master key is not the one that this database was made with; nothing was opened or changed. ' +
        'Restore the right key file (master.key in the data folder, or the file that GANTRY_MASTER_KEY_FILE names).',
      { cause },
    )
  }
  return {
    seal: async (inside, text, boundTo) => (await newest(inside)).seal(text, boundTo),
    open: async (inside, sealed, boundTo) => (await keyOf(inside, sealed)).open(sealed, boundTo),
    add: (inside) => keepNextKey(inside, newDataKey(master)),
  }
}
