import type { Actor } from '#audit/entry.ts'
import { record } from '#audit/record.ts'
import { networkOf } from './address.ts'
import { nowOf, type Means } from './means.ts'
import { isPassword } from './password.ts'
import { PeopleRefused } from './refused.ts'
import { findPersonByEmail, lockPerson } from './rows.ts'
import { endOne, forgetSessions, hasComeFrom } from './session-rows.ts'
import { lifetimeMs, type Visitor } from './session.ts'
import { beginSession, subjectOf, type SignedIn } from './sessions.ts'
import { allowAttempt, forgiveAttempt } from './throttle.ts'

/**
 * Signs somebody in with their password. All that can be wrong is answered alike and after the same work, so that nobody
 * learns which accounts exist. Throws `unauthorised`, or `throttled` with the time until which to wait.
 */
export async function signIn(
  means: Means,
  given: { readonly email: string; readonly password: string },
  visitor: Visitor,
  previous?: { readonly person: string; readonly session: string },
): Promise<SignedIn> {
  const now = nowOf(means)
  const person = await findPersonByEmail(means.db, given.email)
  const isKnownThere = await hasComeFrom(means.db, person?.id ?? '0', networkOf(visitor.address))
  const attempt = { email: given.email, address: visitor.address, isKnownThere }
  await means.transaction((db) => allowAttempt(db, attempt, now))

  const isRight = await isPassword(given.password, person?.passwordHash)
  const signedIn = await means.transaction(async (db) => {
    // Again and held: they may have been disabled while the password was checked.
    const current = isRight && person ? await lockPerson(db, person.id) : undefined
    if (!current || current.disabledAt) {
      const actor: Actor = { kind: 'nobody', name: person?.email ?? 'An unknown account', address: visitor.address }
      await record(db, {
        actor,
        act: 'session.begun',
        outcome: 'refused',
        ...(person && { subject: subjectOf(person) }),
        facts: { way: 'password' },
      })
      return undefined
    }
    await forgiveAttempt(db, attempt, now)
    await forgetSessions(db, new Date(now.getTime() - 12 * lifetimeMs))
    if (previous) await endOne(db, previous.person, previous.session, now)
    const begun = await beginSession(db, current, visitor, now)
    const actor: Actor = { kind: 'person', id: current.id, name: current.name, address: visitor.address }
    await record(db, {
      actor,
      act: 'session.begun',
      outcome: 'done',
      subject: subjectOf(current),
      facts: { way: 'password' },
    })
    return begun
  })
  if (!signedIn) throw new PeopleRefused('unauthorised', 'The e-mail address or the password is not right.')
  return signedIn
}
