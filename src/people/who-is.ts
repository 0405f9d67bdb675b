import type { Clock } from '#toolkit/clock.ts'
import { everything, permissionsIn, type Caller } from './caller.ts'
import { nowOf, type Db } from './means.ts'
import { permissionsOf } from './permissions.ts'
import { fingerprint, isSameSecret } from './secret.ts'
import { findSession, noteSessionUse } from './session-rows.ts'
import { useStepMs } from './session.ts'
import { aliveAt } from './sessions.ts'
import { isTokenText } from './token-text.ts'
import { findLiveToken, noteTokenUse } from './token-rows.ts'

/** What a request presents. */
export interface Credentials {
  /** After `Authorization: Bearer`. */
  readonly bearer?: string | undefined
  /** The secret in the session's cookie. */
  readonly session?: string | undefined
}

export interface Door {
  readonly db: Db
  readonly clock: Pick<Clock, 'now'>
  /** The text in the data folder's file that commands on this machine read. */
  readonly localToken?: string | undefined
}

/**
 * Who makes the request; nobody when what is presented is unknown, expired, ended or revoked, or its owner disabled. A
 * bearer token that is presented decides alone, so that a wrong one is never made good by a cookie.
 */
export async function whoIs(door: Door, { bearer, session }: Credentials): Promise<Caller | undefined> {
  if (bearer !== undefined) return whoHolds(door, bearer)
  return session === undefined ? undefined : whoSignedIn(door, session)
}

async function whoHolds(door: Door, text: string): Promise<Caller | undefined> {
  if (door.localToken !== undefined && isSameSecret(text, door.localToken)) return { kind: 'local', may: everything }
  if (!isTokenText(text)) return undefined
  const now = nowOf(door)
  const found = await findLiveToken(door.db, fingerprint(text), now)
  if (!found) return undefined
  const { token, ownerRole } = found
  if (!token.usedAt || now.getTime() - token.usedAt.getTime() >= useStepMs) await noteTokenUse(door.db, token.id, now)
  return { kind: 'token', token, may: permissionsIn(token.scope, ownerRole) }
}

async function whoSignedIn(door: Door, secret: string): Promise<Caller | undefined> {
  const now = nowOf(door)
  const found = await findSession(door.db, fingerprint(secret), aliveAt(now))
  if (!found) return undefined
  const { session, person } = found
  if (now.getTime() - session.usedAt.getTime() >= useStepMs) await noteSessionUse(door.db, session.id, now)
  return { kind: 'person', person, session, may: permissionsOf(person.role) }
}
