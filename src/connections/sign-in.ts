import { createHash, randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import { isStorageError, type Clock, type Log, type Network, type Platform, type SignIn } from '#platform'
import { platformCalled } from './add.ts'
import { ConnectionRefused, type Connection } from './connection.ts'
import { findConnection, forgetRenewal, keepHealth, keepSignIn, takeSignIn } from './rows.ts'
import type { Storages } from './storages.ts'
import type { Vault } from './vault.ts'

interface Means {
  readonly db: Kysely<unknown>
  readonly transaction: <Result>(work: (db: Kysely<unknown>) => Promise<Result>) => Promise<Result>
  readonly vault: Vault
  readonly platforms: readonly Platform[]
  readonly storages: Storages
  readonly clock: Clock
  readonly log: Log
  readonly network: Network
}

const stateBytes = 32
const expiresAfterMs = 10 * 60_000

/** Where to send a person to sign in; they come back to `redirectUrl` within ten minutes, or begin again. */
export async function beginSignIn(
  { db, vault, platforms, clock }: Means,
  connection: Connection,
  redirectUrl: string,
): Promise<{ readonly url: string; readonly expiresAt: Date }> {
  const signIn = signInOf(connection, platforms)
  const state = randomBytes(stateBytes).toString('base64url')
  const url = signIn.begin(connection, await vault.read(db, connection), { redirectUrl, state })
  const expiresAt = new Date(clock.now() + expiresAfterMs)
  await keepSignIn(db, { stateHash: hashOf(state), connection: connection.id, redirectUrl, expiresAt })
  return { url: url.href, expiresAt }
}

/** What the platform sent the person back with. */
export interface Answer {
  readonly state?: string | undefined
  readonly code?: string | undefined
  readonly error?: string | undefined
  readonly error_description?: string | undefined
}

/** Ends a sign-in, once; the connection then holds what the platform gave. Throws with what went wrong. */
export async function completeSignIn(means: Means, answer: Answer): Promise<Connection> {
  const { db, vault, platforms } = means
  const pending = await takeSignIn(db, hashOf(answer.state ?? ''), new Date(means.clock.now()))
  const connection = pending && (await findConnection(db, pending.connection))
  if (!connection) {
    throw new ConnectionRefused(
      'invalid',
      'This sign-in is over: it was completed already, took too long or never began. Begin it again.',
    )
  }
  const { title } = platformCalled(platforms, connection.platform).manifest
  if (answer.code === undefined) {
    const said = answer.error_description ?? answer.error ?? 'nothing'
    throw await failed(means, connection, `${title} did not sign in: it answered “${said}”. Begin the sign-in again.`)
  }
  try {
    const secrets = await vault.read(db, connection)
    const { redirectUrl } = pending
    const kept = await signInOf(connection, platforms).complete(
      connection,
      secrets,
      { redirectUrl, code: answer.code },
      means,
    )
    await means.transaction(async (inside) => {
      await vault.keep(inside, connection, kept)
      await forgetRenewal(inside, connection.id)
    })
  } catch (error) {
    if (!isStorageError(error)) throw error
    throw await failed(means, connection, error.message)
  }
  means.storages.renew(connection.id)
  return connection
}

function signInOf({ name, way, platform: id }: Connection, platforms: readonly Platform[]): SignIn {
  const platform = platformCalled(platforms, id)
  const isByCode = platform.manifest.ways.some((one) => one.id === way && one.kind === 'code')
  if (isByCode && platform.signIn) return platform.signIn
  throw new ConnectionRefused(
    'conflict',
    `“${name}” is signed in without a browser; test it instead: gantry connections test “${name}”`,
  )
}

async function failed({ db }: Means, { id }: Connection, sentence: string): Promise<ConnectionRefused> {
  await keepHealth(db, id, 'sign-in-needed', sentence)
  return new ConnectionRefused('conflict', sentence)
}

function hashOf(state: string): string {
  return createHash('sha256').update(state).digest('hex')
}
