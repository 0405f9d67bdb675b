import type { Kysely } from 'kysely'
import { isStorageError, StorageError, type Credential, type Log, type Values } from '#platform'
import type { Connection } from './connection.ts'
import { forgetRenewal, hasRenewal, keepHealth, lockSealed, noteRenewal } from './rows.ts'
import type { Vault } from './vault.ts'

export interface CredentialMeans {
  readonly db: Kysely<unknown>
  readonly transaction: <Result>(work: (db: Kysely<unknown>) => Promise<Result>) => Promise<Result>
  readonly vault: Vault
  readonly log: Log
}

/** The secrets of one connection. They are renewed by one process at a time; the others wait and get what it got. */
export function credentialOf(connection: Connection, means: CredentialMeans): Credential {
  let renewing: Promise<Values> | undefined
  return {
    read: () => means.vault.read(means.db, connection),
    renew(seen, renew) {
      renewing ??= renewOnce(connection, means, seen, renew).finally(() => (renewing = undefined))
      return renewing
    },
  }
}

async function renewOnce(
  connection: Connection,
  { db, transaction, vault, log }: CredentialMeans,
  seen: Values,
  renew: (secrets: Values) => Promise<Values>,
): Promise<Values> {
  const outcome = await transaction(async (inside) => {
    await lockSealed(inside, connection.id)
    const stored = await vault.read(inside, connection)
    if (!isSame(stored, seen)) return stored
    // A renewal that never told how it ended may have used up what is stored: only a person can mend that.
    if (await hasRenewal(db, connection.id)) return unclear(connection)
    await noteRenewal(db, connection.id)
    try {
      const renewed = await renew(stored)
      await vault.keep(inside, connection, renewed)
      await forgetRenewal(inside, connection.id)
      log.info({ connection: connection.id }, 'credential-renewed')
      return renewed
    } catch (error) {
      if (!isStorageError(error)) return unclear(connection, error)
      await forgetRenewal(inside, connection.id)
      return error
    }
  })
  if (!(outcome instanceof StorageError)) return outcome
  if (outcome.advice.do === 'reconnect') await keepHealth(db, connection.id, 'sign-in-needed', outcome.message)
  throw outcome
}

function isSame(a: Values, b: Values): boolean {
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key])
}

function unclear(connection: Connection, cause?: unknown): StorageError {
  return new StorageError({
    kind: 'unauthorised',
    advice: { do: 'reconnect' },
    message: `The sign-in of “${connection.name}” was being renewed when the answer was lost, so it may be used up. Sign in again.`,
    ...(cause !== undefined && { cause }),
  })
}
