import type { Actor } from '#audit/entry.ts'
import { record } from '#audit/record.ts'
import { insertLink, openInvitations, withdrawLinks, type OneTimeLink } from './link-rows.ts'
import { nowOf, type Means } from './means.ts'
import type { Role } from './person.ts'
import { PeopleRefused } from './refused.ts'
import { findPersonByEmail, lockPerson } from './rows.ts'
import { fingerprint, newSecret } from './secret.ts'
import { subjectOf } from './sessions.ts'

const day = 24 * 3_600_000
const invitationValidMs = 7 * day
const newPasswordValidMs = day

/** A link to be handed over; its secret is shown this once. */
export interface Offer {
  readonly link: OneTimeLink
  readonly secret: string
}

/** Invites somebody. An invitation of the same address that is still open is replaced. */
export async function invite(
  means: Means,
  by: Actor,
  { email, role }: { readonly email: string; readonly role: Role },
): Promise<Offer> {
  const now = nowOf(means)
  return means.transaction(async (db) => {
    if (await findPersonByEmail(db, email)) {
      throw new PeopleRefused('conflict', `${email} is there already. Change the role in the list of people.`)
    }
    await withdrawLinks(db, now, { kind: 'invitation', email: email.trim() })
    const secret = newSecret()
    const link = await insertLink(db, {
      hash: fingerprint(secret),
      kind: 'invitation',
      role,
      email: email.trim(),
      madeBy: by.name,
      createdAt: now,
      expiresAt: new Date(now.getTime() + invitationValidMs),
    })
    const subject = { kind: 'invitation', id: link.id, name: email.trim() }
    await record(db, { actor: by, act: 'invitation.made', outcome: 'done', subject, facts: { role } })
    return { link, secret }
  })
}

/** Those that can still be used, the newest first. */
export async function listInvitations(means: Means): Promise<readonly OneTimeLink[]> {
  return openInvitations(means.db, nowOf(means))
}

export async function withdrawInvitation(means: Means, by: Actor, id: string): Promise<void> {
  const now = nowOf(means)
  await means.transaction(async (db) => {
    const [link] = await withdrawLinks(db, now, { kind: 'invitation', id })
    if (!link) throw new PeopleRefused('not-found', 'This invitation was used, withdrawn or replaced already.')
    const subject = { kind: 'invitation', id, name: link.email ?? '' }
    await record(db, { actor: by, act: 'invitation.withdrawn', outcome: 'done', subject })
  })
}

/** A link by which somebody who has lost their password sets a new one. */
export async function offerNewPassword(means: Means, by: Actor, person: string): Promise<Offer> {
  const now = nowOf(means)
  return means.transaction(async (db) => {
    const whose = await lockPerson(db, person)
    if (!whose) throw new PeopleRefused('not-found', 'There is no such person.')
    if (whose.disabledAt) throw new PeopleRefused('conflict', `${whose.name} is disabled. Enable them first.`)
    await withdrawLinks(db, now, { kind: 'new-password', person })
    const secret = newSecret()
    const link = await insertLink(db, {
      hash: fingerprint(secret),
      kind: 'new-password',
      email: whose.email,
      person,
      madeBy: by.name,
      createdAt: now,
      expiresAt: new Date(now.getTime() + newPasswordValidMs),
    })
    await record(db, { actor: by, act: 'new-password.offered', outcome: 'done', subject: subjectOf(whose) })
    return { link, secret }
  })
}
