import { sql, type Kysely } from 'kysely'
import type { Actor } from '#audit/entry.ts'
import { record } from '#audit/record.ts'
import type { Log } from '#platform'
import { boundTo } from './bound-to.ts'
import { findClient, keepSealedClient } from './client-rows.ts'
import { dropUnusedKeys } from './key-rows.ts'
import type { Keys } from './keys.ts'
import { findConnection, keepSealed, lockSealed, ownSecret, replaceOwnSecret } from './rows.ts'
import { SealError } from './seal.ts'

type Db = Kysely<unknown>

interface Means {
  readonly db: Db
  readonly transaction: <Result>(work: (db: Db) => Promise<Result>) => Promise<Result>
  readonly keys: Keys
  readonly log: Log
}

export interface Rotation {
  /** The number of the key that seals from now on. */
  readonly key: number
  /** How many secrets are sealed with it now. */
  readonly secrets: number
  /** How many did not open, and stay as they are. */
  readonly unopened: number
}

/**
 * Makes a new data key and seals every secret anew with it, one at a time and each in a transaction of its own, so that
 * runs go on meanwhile. Keys that nothing is sealed with any more are taken away.
 */
export async function rotateKeys({ db, transaction, keys, log }: Means, by: Actor): Promise<Rotation> {
  const key = await transaction(async (inside) => {
    const number = await keys.add(inside)
    const subject = { kind: 'key', id: String(number), name: `data key ${number}` }
    await record(inside, { actor: by, act: 'key.rotated', outcome: 'done', subject })
    return number
  })
  let secrets = 0
  let unopened = 0
  for (const { kind, name } of await allSecrets(db)) {
    try {
      await transaction((inside) => again[kind](inside, name, keys))
      secrets++
    } catch (error) {
      if (!(error instanceof SealError)) throw error
      unopened++
      log.warn({ kind, name }, 'secret-not-opened')
    }
  }
  await dropUnusedKeys(db)
  log.info({ key, secrets, unopened }, 'keys-rotated')
  return { key, secrets, unopened }
}

type Kind = 'connection' | 'client' | 'installation'

const again: Readonly<Record<Kind, (db: Db, name: string, keys: Keys) => Promise<void>>> = {
  async connection(db, id, keys) {
    const sealed = await lockSealed(db, id)
    const connection = await findConnection(db, id)
    if (sealed === undefined || !connection) return
    await keepSealed(db, id, await resealed(db, sealed, boundTo.connection(connection), keys))
  },
  async client(db, platform, keys) {
    const client = await findClient(db, platform, 'held')
    if (client?.sealed === undefined) return
    const place = boundTo.client(platform, client.settings)
    await keepSealedClient(db, platform, await resealed(db, client.sealed, place, keys))
  },
  async installation(db, name, keys) {
    const sealed = await ownSecret(db, name)
    if (sealed === undefined) return
    await replaceOwnSecret(db, name, await resealed(db, sealed, boundTo.installation(name), keys))
  },
}

async function resealed(db: Db, sealed: string, place: string, keys: Keys): Promise<string> {
  return keys.seal(db, await keys.open(db, sealed, place), place)
}

async function allSecrets(db: Db): Promise<readonly { readonly kind: Kind; readonly name: string }[]> {
  const { rows } = await sql<{ kind: Kind; name: string }>`
    select 'installation' as kind, name from own_secrets
    union all select 'client', platform from client_credentials where sealed is not null
    union all select 'connection', id::text from connections where sealed is not null`.execute(db)
  return rows
}
