import { createHash, randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import { record } from '#audit/record.ts'
import { isStorageError, StorageError, type Clock, type Log, type Network, type Platform, type SignIn } from '#platform'
import { quoted } from '#toolkit/quoted.ts'
import { platformCalled } from './add.ts'
import { ConnectionRefused, originsOf, subjectOf, type Connection } from './connection.ts'
import {
  findConnection,
  forgetRenewal,
  keepHealth,
  keepSignIn,
  lockSealed,
  openerOf,
  takeSignIn,
  type PendingSignIn,
} from './rows.ts'
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

/** Who begins a sign-in, and where they come back to. */
export type Beginning = Pick<PendingSignIn, 'redirectUrl' | 'actor' | 'person' | 'session' | 'opener'>

/** Where to send a person to sign in; they come back within ten minutes, or begin again. */
export async function beginSignIn(
  { db, vault, platforms, clock, network }: Means,
  connection: Connection,
  beginning: Beginning,
): Promise<{ readonly url: string; readonly expiresAt: Date }> {
  const signIn = signInOf(connection, platforms)
  const state = randomBytes(stateBytes).toString('base64url')
  const { redirectUrl } = beginning
  const url = await signIn.begin(connection, await vault.read(db, connection), { redirectUrl, state }, { network })
  const expiresAt = new Date(clock.now() + expiresAfterMs)
  await keepSignIn(db, { ...beginning, stateHash: hashOf(state), connection: connection.id, expiresAt })
  return { url: url.href, expiresAt }
}

/** What the platform sent the person back with. */
export interface Answer {
  readonly state?: string | undefined
  readonly code?: string | undefined
  readonly error?: string | undefined
  readonly error_description?: string | undefined
}

export interface Completed {
  /** The page that waits for the outcome. */
  readonly opener: string | undefined
  readonly connection: Connection
  /** What went wrong; nothing when the connection now holds what the platform gave. */
  readonly failure?: string
}

/** Who comes back, as far as their browser shows it. */
export interface Returning {
  readonly person: string
  readonly session: string
}

/** The page that waits for this sign-in, as long as it is under way. */
export function pageThatWaits({ db }: Pick<Means, 'db'>, state: string | undefined): Promise<string | undefined> {
  return openerOf(db, hashOf(state ?? ''))
}

/** Ends a sign-in, once. Throws where there is none to end. */
export async function completeSignIn(means: Means, answer: Answer, who: Returning | undefined): Promise<Completed> {
  const { db, platforms } = means
  const pending = await takeSignIn(db, hashOf(answer.state ?? ''), new Date(means.clock.now()))
  const connection = pending && (await findConnection(db, pending.connection))
  if (!connection) {
    throw new ConnectionRefused(
      'invalid',
      'This sign-in is over: it was completed already, took too long or never began. Begin it again.',
    )
  }
  const { opener } = pending
  const failed = async (sentence: string): Promise<Completed> => {
    await keepHealth(db, connection.id, 'sign-in-needed', sentence)
    return { opener, connection, failure: sentence }
  }
  const { title } = platformCalled(platforms, connection.platform).manifest
  const stranger = strangeness(pending, who)
  if (stranger !== undefined) return failed(`${stranger}, so nothing was kept. Begin it again.`)
  if (answer.code === undefined) {
    const said = quoted(answer.error_description ?? answer.error ?? 'nothing')
    return failed(
      answer.error === 'access_denied'
        ? `${title} did not sign in: the access was refused in its window. Sign in again and allow it. ${title} said: ${said}.`
        : `${title} did not sign in: it answered ${said}. Sign in again.`,
    )
  }
  try {
    await exchange(means, connection, pending, answer.code)
  } catch (error) {
    if (!isStorageError(error)) throw error
    return failed(error.message)
  }
  means.storages.renew(connection.id)
  return { opener, connection }
}

/**
 * Why whoever comes back may not end the sign-in: else somebody could be led to sign their account in to a connection of
 * somebody else's. What a page began ends in the same session. A command has no browser: who is given the address that it
 * prints may end it, unless they are signed in to Gantry as another than the owner of its token.
 */
function strangeness({ person, session }: PendingSignIn, who: Returning | undefined): string | undefined {
  if (person !== undefined && who && who.person !== person)
    return 'Somebody else came back from this sign-in than began it'
  if (session === undefined || who?.session === session) return undefined
  return who
    ? 'This sign-in was begun in another browser, or before you signed in to Gantry anew'
    : 'Nobody is signed in to Gantry in the browser that came back from this sign-in'
}

async function exchange(means: Means, connection: Connection, pending: PendingSignIn, code: string): Promise<void> {
  const { db, vault, platforms, transaction } = means
  const secrets = await vault.read(db, connection)
  const answer = { redirectUrl: pending.redirectUrl, code }
  const kept = await signInOf(connection, platforms).complete(connection, secrets, answer, means)
  await transaction(async (inside) => {
    await lockSealed(inside, connection.id)
    const now = await findConnection(inside, connection.id)
    if (!now || originsOf(now.settings) !== originsOf(connection.settings)) {
      throw new StorageError({
        kind: 'unauthorised',
        message: `“${connection.name}” was changed during the sign-in, so nothing was kept. Begin it again.`,
      })
    }
    await vault.keep(inside, now, kept)
    await forgetRenewal(inside, connection.id)
    const subject = subjectOf(connection)
    await record(inside, { actor: pending.actor, act: 'connection.signed-in', outcome: 'done', subject })
  })
}

function signInOf({ name, way, platform: id }: Connection, platforms: readonly Platform[]): SignIn {
  const platform = platformCalled(platforms, id)
  const isByCode = platform.manifest.ways.some((one) => one.id === way && one.kind === 'code')
  if (isByCode && platform.signIn) return platform.signIn
  throw new ConnectionRefused(
    'conflict',
    `“${name}” is signed in without a browser; test it instead: gantry connections test "${name}"`,
  )
}

function hashOf(state: string): string {
  return createHash('sha256').update(state).digest('hex')
}
