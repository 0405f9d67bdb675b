import type { Kysely } from 'kysely'
import { currentKey, keepFirstKey, keepNextKey, keyNumbered, lockKeys, type WrappedKey } from './key-rows.ts'
import type { MasterKeys } from './master-key.ts'
import { keyNumberIn, masterFor, newDataKey, openDataKey, SealError, type Sealer } from './seal.ts'

type Db = Kysely<unknown>

/** The data keys of this installation: the newest seals, every one opens what it has sealed. */
export interface Keys {
  seal(db: Db, text: string, boundTo: string): Promise<string>
  open(db: Db, sealed: string, boundTo: string): Promise<string>
  /** Makes a new key, which from now on seals in every process. Gives its number. */
  add(db: Db): Promise<number>
}

/** Throws a SealError with what to do when no master key is the one that the data keys are wrapped with. */
export async function openKeys(db: Db, masters: MasterKeys): Promise<Keys> {
  const known = new Map<number, Sealer>()
  const opened = (key: WrappedKey): Sealer => {
    const sealer = known.get(key.id) ?? openDataKey(masterFor(key, masters()), key)
    known.set(key.id, sealer)
    return sealer
  }
  const newest = async (inside: Db) => {
    const key = await currentKey(inside)
    if (key) return key
    throw new SealError('The database has lost its data keys. Restore it from a backup.')
  }
  const keyOf = async (inside: Db, sealed: string) => {
    const id = keyNumberIn(sealed)
    const sealer = known.get(id)
    if (sealer) return sealer
    const key = await keyNumbered(inside, id)
    if (!key) throw new SealError(`The database has lost the data key ${id}. Restore it from a backup.`)
    return opened(key)
  }

  if (!(await currentKey(db))) {
    const [master] = masters()
    if (master) await keepFirstKey(db, newDataKey(master))
  }
  opened(await newest(db))
  return {
    seal: async (inside, text, boundTo) => opened(await newest(inside)).seal(text, boundTo),
    open: async (inside, sealed, boundTo) => (await keyOf(inside, sealed)).open(sealed, boundTo),
    async add(inside) {
      await lockKeys(inside)
      // The master key may have been changed since this process has read it.
      const master = masterFor(await newest(inside), masters())
      return keepNextKey(inside, newDataKey(master))
    },
  }
}
