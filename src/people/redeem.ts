import type { Actor } from '#audit/entry.ts'
import { record } from '#audit/record.ts'
import { findLink, takeLink, type OneTimeLink } from './link-rows.ts'
import { nowOf, type Db, type Means } from './means.ts'
import { faultOfPassword } from './password-rules.ts'
import { hashPassword } from './password.ts'
import type { Person } from './person.ts'
import { PeopleRefused } from './refused.ts'
import { findPerson, insertPerson, isNobodyThere, keepPassword, lockPeople, lockPerson } from './rows.ts'
import { fingerprint } from './secret.ts'
import { endAll } from './session-rows.ts'
import type { Visitor } from './session.ts'
import { beginSession, subjectOf, type SignedIn } from './sessions.ts'

/** What the page behind a one-time link asks for. */
export interface Newcomer {
  readonly password: string
  /** Not for a new password. */
  readonly name?: string
  /** Only of the first administrator; an invitation has it. */
  readonly email?: string
}

/** What a link is for, to be shown before it is used. */
export async function lookAtLink(means: Means, secret: string): Promise<OneTimeLink> {
  const link = await findLink(means.db, fingerprint(secret), nowOf(means))
  if (!link) throw worthless()
  return link
}

/** Uses a link up: makes the person or sets their new password, and signs them in. All of it or nothing. */
export async function redeemLink(
  means: Means,
  secret: string,
  newcomer: Newcomer,
  visitor: Visitor,
): Promise<SignedIn> {
  const link = await lookAtLink(means, secret)
  const { name, email } = await whoTheyAre(means.db, link, newcomer)
  const fault = faultOfPassword(newcomer.password, { email, name })
  if (fault !== undefined) throw new PeopleRefused('invalid', fault)
  const passwordHash = await hashPassword(newcomer.password)
  const now = nowOf(means)
  return means.transaction(async (db) => {
    if (link.kind === 'first-administrator') {
      await lockPeople(db)
      if (!(await isNobodyThere(db))) throw worthless()
    }
    if (!(await takeLink(db, fingerprint(secret), now))) throw worthless()
    const person =
      link.kind === 'new-password'
        ? await setPassword(db, link, passwordHash, now)
        : await addPerson(db, link, { name, email, passwordHash }, now)
    const signedIn = await beginSession(db, person, visitor, now)
    const actor: Actor = { kind: 'person', id: person.id, name: person.name, address: visitor.address }
    await record(db, {
      actor,
      act: link.kind === 'new-password' ? 'password.changed' : 'person.added',
      outcome: 'done',
      subject: subjectOf(person),
      facts: { role: person.role, way: link.kind },
    })
    return signedIn
  })
}

async function whoTheyAre(db: Db, link: OneTimeLink, given: Newcomer): Promise<{ name: string; email: string }> {
  const person = link.person === undefined ? undefined : await findPerson(db, link.person)
  const name = (person?.name ?? given.name ?? '').trim()
  const email = (link.email ?? given.email ?? '').trim()
  if (name === '') throw new PeopleRefused('invalid', 'A name is needed, by which others know you.')
  if (email === '') throw new PeopleRefused('invalid', 'An e-mail address is needed, by which you sign in.')
  return { name, email }
}

async function addPerson(
  db: Db,
  link: OneTimeLink,
  given: { readonly name: string; readonly email: string; readonly passwordHash: string },
  now: Date,
): Promise<Person> {
  const person = await insertPerson(db, { ...given, role: link.role ?? 'viewer', createdAt: now })
  if (!person) throw new PeopleRefused('conflict', `${given.email} is there already. Sign in instead.`)
  return person
}

async function setPassword(db: Db, link: OneTimeLink, passwordHash: string, now: Date): Promise<Person> {
  const person = link.person === undefined ? undefined : await lockPerson(db, link.person)
  if (!person || person.disabledAt) throw worthless()
  await keepPassword(db, person.id, passwordHash)
  await endAll(db, person.id, now)
  return person
}

function worthless(): PeopleRefused {
  return new PeopleRefused(
    'not-found',
    'This link was used, replaced or withdrawn, or its time is over. Ask an administrator for a new one; ' +
      'while nobody is there yet, starting Gantry again shows a new one.',
  )
}
