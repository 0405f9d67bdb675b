import { record } from '#audit/record.ts'
import type { Actor } from '#audit/entry.ts'
import { networkOf } from './address.ts'
import { deviceOf } from './device.ts'
import { nowOf, type Db, type Means } from './means.ts'
import type { Person } from './person.ts'
import { PeopleRefused } from './refused.ts'
import { findPerson, keepSignIn } from './rows.ts'
import { fingerprint, newSecret } from './secret.ts'
import { endAll, endOne, forgetSessions, insertSession, sessionsOf } from './session-rows.ts'
import { idleMs, lifetimeMs, type Session, type Visitor } from './session.ts'

/** What a browser is given when somebody has signed in. The secret is in no other place. */
export interface SignedIn {
  readonly person: Person
  readonly session: Session
  readonly secret: string
}

/** A new session, whatever the browser had before: nobody can plant one that somebody else then signs in to. */
export async function beginSession(db: Db, person: Person, visitor: Visitor, now: Date): Promise<SignedIn> {
  const secret = newSecret()
  const session = await insertSession(db, {
    hash: fingerprint(secret),
    person: person.id,
    device: deviceOf(visitor.userAgent),
    address: visitor.address,
    network: networkOf(visitor.address),
    createdAt: now,
    expiresAt: new Date(now.getTime() + lifetimeMs),
  })
  await keepSignIn(db, person.id, now)
  return { person: { ...person, lastSignInAt: now }, session, secret }
}

/** How somebody proved who they are, from where, and what their browser had before. */
export interface Entering {
  readonly way: 'password' | 'single-sign-on'
  readonly visitor: Visitor
  readonly previous?: { readonly person: string; readonly session: string } | undefined
}

/** Signs in somebody who has proved who they are, and says so in the log. To be called last in its transaction. */
export async function letIn(
  db: Db,
  person: Person,
  { way, visitor, previous }: Entering,
  now: Date,
): Promise<SignedIn> {
  await forgetSessions(db, new Date(now.getTime() - 12 * lifetimeMs))
  if (previous) await endOne(db, previous.person, previous.session, now)
  const begun = await beginSession(db, person, visitor, now)
  const actor: Actor = { kind: 'person', id: person.id, name: person.name, address: visitor.address }
  await record(db, { actor, act: 'session.begun', outcome: 'done', subject: subjectOf(person), facts: { way } })
  return begun
}

/** The sessions of a person that are alive, the one used last first. */
export async function listSessions(means: Means, person: string): Promise<readonly Session[]> {
  return sessionsOf(means.db, person, aliveAt(nowOf(means)))
}

/** What a session is searched by. */
export function wordsOfSession({ device, address }: Session): readonly string[] {
  return [device, address]
}

/** Signs one browser of a person out. */
export async function endSession(means: Means, by: Actor, person: string, id: string): Promise<void> {
  const now = nowOf(means)
  await means.transaction(async (db) => {
    const whose = await findPerson(db, person)
    if (!whose || !(await endOne(db, person, id, now))) {
      throw new PeopleRefused('not-found', 'This session is not there any more.')
    }
    await record(db, { actor: by, act: 'session.ended', outcome: 'done', subject: subjectOf(whose) })
  })
}

/** Signs a person out everywhere, or everywhere but here, and tells how many sessions that were. */
export async function endSessions(means: Means, by: Actor, person: string, except?: string): Promise<number> {
  const now = nowOf(means)
  return means.transaction(async (db) => {
    const whose = await findPerson(db, person)
    if (!whose) throw new PeopleRefused('not-found', 'There is no such person.')
    const items = await endAll(db, person, now, except)
    if (items > 0) {
      await record(db, {
        actor: by,
        act: 'session.ended',
        outcome: 'done',
        subject: subjectOf(whose),
        facts: { items },
      })
    }
    return items
  })
}

export const aliveAt = (now: Date) => ({ now, usedSince: new Date(now.getTime() - idleMs) })

/** A person as the audit log names them. */
export const subjectOf = ({ id, name }: Pick<Person, 'id' | 'name'>) => ({ kind: 'person', id, name })
