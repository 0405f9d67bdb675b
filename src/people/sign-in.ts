import type { Actor } from '#audit/entry.ts'
import { record } from '#audit/record.ts'
import { networkOf } from './address.ts'
import { nowOf, type Means } from './means.ts'
import { isPassword } from './password.ts'
import { PeopleRefused } from './refused.ts'
import { findPersonByEmail, lockPerson } from './rows.ts'
import { hasComeFrom } from './session-rows.ts'
import type { Visitor } from './session.ts'
import { letIn, subjectOf, type Entering, type SignedIn } from './sessions.ts'
import { allowAttempt, forgiveAttempt } from './throttle.ts'

/**
 * Signs somebody in with their password. All that can be wrong is answered alike and after the same work, so that nobody
 * learns which accounts exist. Throws `unauthorised`, or `throttled` with the time until which to wait.
 */
export async function signIn(
  means: Means,
  given: { readonly email: string; readonly password: string },
  visitor: Visitor,
  previous?: Entering['previous'],
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
    return letIn(db, current, { way: 'password', visitor, previous }, now)
  })
  if (!signedIn) throw new PeopleRefused('unauthorised', 'The e-mail address or the password is not right.')
  return signedIn
}
