import type { Actor } from '#audit/entry.ts'
import { record } from '#audit/record.ts'
import { nowOf, type Means } from './means.ts'
import { faultOfPassword } from './password-rules.ts'
import { hashPassword, isPassword } from './password.ts'
import { PeopleRefused } from './refused.ts'
import { findPerson, keepPassword, lockPerson, passwordHashOf } from './rows.ts'
import { endAll } from './session-rows.ts'
import type { Visitor } from './session.ts'
import { subjectOf } from './sessions.ts'
import { allowAttempt, forgiveAttempt } from './throttle.ts'

/**
 * Gives somebody who is signed in a new password and ends their other sessions. The present one is asked for, and counted
 * like an attempt to sign in, so that a browser left open is not enough. Gives how many sessions were ended.
 */
export async function changePassword(
  means: Means,
  by: Actor,
  whose: { readonly person: string; readonly session: string },
  given: { readonly present: string; readonly next: string },
  visitor: Visitor,
): Promise<number> {
  const now = nowOf(means)
  const person = await findPerson(means.db, whose.person)
  if (!person) throw new PeopleRefused('not-found', 'There is no such person.')
  const attempt = { email: person.email, address: visitor.address, isKnownThere: true }
  await means.transaction((db) => allowAttempt(db, attempt, now))
  const stored = await passwordHashOf(means.db, person.id)
  if (!(await isPassword(given.present, stored))) {
    throw new PeopleRefused('invalid', 'The present password is not right. Nothing was changed.')
  }
  const fault = faultOfPassword(given.next, person)
  if (fault !== undefined) throw new PeopleRefused('invalid', fault)
  const passwordHash = await hashPassword(given.next)
  return means.transaction(async (db) => {
    await lockPerson(db, person.id)
    if ((await passwordHashOf(db, person.id)) !== stored) {
      throw new PeopleRefused('conflict', 'The password was changed elsewhere in the meantime. Sign in again.')
    }
    await keepPassword(db, person.id, passwordHash)
    const ended = await endAll(db, person.id, now, whose.session)
    await forgiveAttempt(db, attempt, now)
    await record(db, { actor: by, act: 'password.changed', outcome: 'done', subject: subjectOf(person) })
    return ended
  })
}
