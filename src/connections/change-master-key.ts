import { rmSync } from 'node:fs'
import type { Kysely } from 'kysely'
import { record } from '#audit/record.ts'
import { allKeys, keepWrapped, lockKeys, type WrappedKey } from './key-rows.ts'
import { makeKey, masterKeysIn, nextKeyFile, oldKeyFile, putInPlace, readKey, wholeKeyIn } from './master-key.ts'
import { masterFor, openDataKey, rewrapped, SealError } from './seal.ts'

type Db = Kysely<unknown>

interface Means {
  readonly transaction: <Result>(work: (db: Db) => Promise<Result>) => Promise<Result>
  /** The master key as it is now. */
  readonly file: string
  /** Where the new one is, or is to be made; absent: in place of the one that is now. */
  readonly newFile?: string | undefined
}

export interface MasterKeyChange {
  /** How many data keys are wrapped with it. */
  readonly keys: number
  /** Where the new master key is. */
  readonly file: string
  /** Where the old one is. */
  readonly oldFile: string
}

/**
 * Wraps the data keys with another master key; no secret is opened or sealed anew, so runs go on. The new key is on disk before,
 * and takes the old one's place after, the one step that counts: the commit. Broken off before it the old one opens the data
 * keys, after it the new one, which a start finds where it waits.
 */
export async function changeMasterKey({ transaction, file, newFile }: Means): Promise<MasterKeyChange> {
  const target = newFile ?? nextKeyFile(file)
  const keys = await transaction((db) => wrapAnew(db, file, target))
  if (newFile !== undefined) return { keys, file: newFile, oldFile: file }
  putInPlace(file)
  return { keys, file, oldFile: oldKeyFile(file) }
}

/** Ends a change in place that broke off after its commit. */
export function endMasterKeyChange(file: string, newest: WrappedKey): boolean {
  const masters = masterKeysIn(file)()
  if (masters[0] === masterFor(newest, masters)) return false
  putInPlace(file)
  return true
}

/** Of several who change it at once each waits for the one before, and then finds that its own key is the present one. */
async function wrapAnew(db: Db, file: string, target: string): Promise<number> {
  await lockKeys(db)
  const wrapped = await allKeys(db)
  const newest = wrapped.at(-1)
  if (!newest) throw new SealError('This database has no data keys yet. Start Gantry once, then change its master key.')
  if (target === nextKeyFile(file) && !wholeKeyIn(target)) rmSync(target, { force: true })
  if (!wholeKeyIn(target)) makeKey(target)
  const key = readKey(target)
  const present = masterFor(newest, [...masterKeysIn(file)(), key])
  if (present.equals(key)) return wrapped.length
  for (const one of wrapped) {
    const anew = rewrapped(one.wrapped, present, key)
    openDataKey(key, { id: one.id, wrapped: anew })
    await keepWrapped(db, one.id, anew)
  }
  const subject = { kind: 'key', id: 'master', name: 'master key' }
  const actor = { kind: 'local', name: 'A command on the server' } as const
  await record(db, { actor, act: 'master-key.changed', outcome: 'done', subject, facts: { items: wrapped.length } })
  return wrapped.length
}
