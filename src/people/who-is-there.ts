import type { IdentityProvider } from './identity-provider.ts'
import type { Identity } from './identity.ts'
import { takeInvitation } from './link-rows.ts'
import type { Db } from './means.ts'
import type { Person, Role } from './person.ts'
import {
  insertPerson,
  isNobodyThere,
  keepIdentity,
  lockPeople,
  lockPersonByEmail,
  lockPersonByIdentity,
} from './rows.ts'
import { SignOnRefused } from './sign-on-refused.ts'

type Provider = Pick<IdentityProvider, 'name' | 'defaultRole'>

/** Who somebody is here, and what is new about them. */
export interface Found {
  readonly person: Person
  readonly news?: 'person.linked' | 'person.added'
}

/**
 * Finds or makes the person whom an identity belongs to: known already; else of the same e-mail address, if the provider has
 * verified it, there or invited; else with the default role, where there is one. Everybody else is refused.
 */
export async function whoIsThere(
  db: Db,
  identity: Identity,
  provider: Provider,
  now: Date,
): Promise<Found | SignOnRefused> {
  const external = { issuer: identity.issuer, subject: identity.subject }
  const known = await lockPersonByIdentity(db, external)
  if (known) return known.disabledAt ? disabled(known) : { person: known }

  const { email } = identity
  if (email === undefined) return noEmail(provider)
  if (!identity.isEmailVerified) return unverified(email, provider)
  const person = await lockPersonByEmail(db, email)
  if (person) return link(db, person, external, provider)
  const role = (await takeInvitation(db, email, now))?.role ?? (await defaultRole(db, email, provider))
  if (role instanceof SignOnRefused) return role
  const name = identity.name ?? email
  const added = await insertPerson(db, { name, email, role, external, createdAt: now })
  return added ? { person: added, news: 'person.added' } : meanwhile(email)
}

async function link(
  db: Db,
  person: Person,
  external: NonNullable<Person['external']>,
  provider: Provider,
): Promise<Found | SignOnRefused> {
  if (person.disabledAt) return disabled(person)
  // Another issuer is the one before the settings were changed; another subject may be whoever was given the address next.
  if (person.external?.issuer === external.issuer) return otherIdentity(person, provider)
  await keepIdentity(db, person.id, external)
  return { person: { ...person, external }, news: 'person.linked' }
}

async function defaultRole(db: Db, email: string, { name, defaultRole }: Provider): Promise<Role | SignOnRefused> {
  if (defaultRole === undefined) return unknown(email, name)
  await lockPeople(db)
  return (await isNobodyThere(db)) ? nobodyThere(email) : defaultRole
}

const disabled = (person: Person) =>
  new SignOnRefused('disabled', `The account of ${person.email} is disabled. Ask an administrator to enable it.`, {
    who: { email: person.email, person },
  })

const otherIdentity = (person: Person, provider: Provider) =>
  new SignOnRefused(
    'other-identity',
    `${person.email} is linked to another account at ${provider.name} than the one that you signed in with. ` +
      'An administrator can end that in the list of people.',
    { who: { email: person.email, person } },
  )

const noEmail = ({ name }: Provider) =>
  new SignOnRefused(
    'no-email',
    `${name} did not say which e-mail address is yours, by which you would be known here. ` +
      'An administrator must let it tell Gantry the claims email and email_verified.',
  )

const unverified = (email: string, { name }: Provider) =>
  new SignOnRefused(
    'unverified-email',
    `${name} did not say that ${email} is verified to be yours, so it does not count here. Verify it there; ` +
      'if it is, an administrator must let the provider tell Gantry the claim email_verified.',
    { who: { email } },
  )

const unknown = (email: string, name: string) =>
  new SignOnRefused(
    'unknown-person',
    `${name} knows you as ${email}, but nobody of that address is here or invited. Ask an administrator to invite you.`,
    { who: { email } },
  )

const nobodyThere = (email: string) =>
  new SignOnRefused(
    'nobody-there',
    'There is no administrator yet. The first one comes in by the link that is printed where Gantry was started.',
    { who: { email } },
  )

const meanwhile = (email: string) =>
  new SignOnRefused('unknown-person', `${email} was added by somebody else at this moment. Try again.`, {
    code: 'conflict',
    who: { email },
  })
