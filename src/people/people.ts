import type { Actor } from '#audit/entry.ts'
import { record } from '#audit/record.ts'
import { withdrawLinks } from './link-rows.ts'
import { nowOf, type Db, type Means } from './means.ts'
import type { Person, Role } from './person.ts'
import { PeopleRefused } from './refused.ts'
import {
  findPeople,
  keepDisabled,
  keepIdentity,
  keepName,
  keepRole,
  lockAdministrators,
  lockPerson,
  type PeopleFilter,
} from './rows.ts'
import { endAll } from './session-rows.ts'
import { subjectOf } from './sessions.ts'

export interface PeoplePage {
  readonly people: readonly Person[]
  /** The id to go on after, where there is more. */
  readonly next?: string
}

/** Everybody who fits, in the order in which they came. */
export async function listPeople(
  { db }: Means,
  filter: PeopleFilter,
  { after, limit }: { readonly after?: string; readonly limit: number },
): Promise<PeoplePage> {
  const found = await findPeople(db, filter, { limit: limit + 1, ...(after !== undefined && { after }) })
  const people = found.slice(0, limit)
  const last = people.at(-1)
  return found.length > limit && last ? { people, next: last.id } : { people }
}

/** From the next request on they may do what the new role may. The last administrator stays one. */
export async function changeRole(means: Means, by: Actor, id: string, role: Role): Promise<Person> {
  return means.transaction(async (db) => {
    const administrators = await lockAdministrators(db)
    const person = await mustLock(db, id)
    if (person.role === role) return person
    if (role !== 'administrator') refuseLast(administrators, person, 'become anything else')
    await keepRole(db, id, role)
    const facts = { role, previousRole: person.role }
    await record(db, { actor: by, act: 'person.role-changed', outcome: 'done', subject: subjectOf(person), facts })
    return { ...person, role }
  })
}

/** Lets somebody in no more: their sessions end, their tokens and links are worth nothing. The last administrator stays. */
export async function disablePerson(means: Means, by: Actor, id: string): Promise<Person> {
  const now = nowOf(means)
  return means.transaction(async (db) => {
    const administrators = await lockAdministrators(db)
    const person = await mustLock(db, id)
    if (person.disabledAt) return person
    refuseLast(administrators, person, 'be disabled')
    await keepDisabled(db, id, now)
    await endAll(db, id, now)
    await withdrawLinks(db, now, { kind: 'new-password', person: id })
    await record(db, { actor: by, act: 'person.disabled', outcome: 'done', subject: subjectOf(person) })
    return { ...person, disabledAt: now }
  })
}

/** Lets somebody in again, with their old password and tokens. */
export async function enablePerson(means: Means, by: Actor, id: string): Promise<Person> {
  return means.transaction(async (db) => {
    const { disabledAt, ...person } = await mustLock(db, id)
    if (!disabledAt) return person
    await keepDisabled(db, id, undefined)
    await record(db, { actor: by, act: 'person.enabled', outcome: 'done', subject: subjectOf(person) })
    return person
  })
}

export async function renamePerson(means: Means, by: Actor, id: string, name: string): Promise<Person> {
  return means.transaction(async (db) => {
    const person = await mustLock(db, id)
    if (person.name === name) return person
    await keepName(db, id, name)
    const subject = subjectOf({ id, name })
    await record(db, { actor: by, act: 'person.changed', outcome: 'done', subject, changed: ['name'] })
    return { ...person, name }
  })
}

/** Whoever signed in as this person through the identity provider does so no more; the next one of their address may. */
export async function unlinkPerson(means: Means, by: Actor, id: string): Promise<void> {
  const now = nowOf(means)
  await means.transaction(async (db) => {
    const person = await mustLock(db, id)
    if (!person.external) {
      throw new PeopleRefused('conflict', `${person.name} is not linked to an account at an identity provider.`)
    }
    await keepIdentity(db, id, undefined)
    await endAll(db, id, now)
    await record(db, { actor: by, act: 'person.unlinked', outcome: 'done', subject: subjectOf(person) })
  })
}

async function mustLock(db: Db, id: string): Promise<Person> {
  const person = await lockPerson(db, id)
  if (!person) throw new PeopleRefused('not-found', `There is no person ${id}.`)
  return person
}

function refuseLast(administrators: readonly string[], person: Person, what: string): void {
  if (administrators.length > 1 || !administrators.includes(person.id)) return
  throw new PeopleRefused(
    'conflict',
    `${person.name} is the last administrator and cannot ${what}. Make somebody else an administrator first.`,
  )
}
