import type { Actor } from '#audit/entry.ts'
import { record } from '#audit/record.ts'
import type { IdentityProvider } from './identity-provider.ts'
import type { Identity } from './identity.ts'
import { nowOf, type Db, type Means } from './means.ts'
import { SignOnRefused } from './sign-on-refused.ts'
import { letIn, subjectOf, type Entering, type SignedIn } from './sessions.ts'
import { allowAttemptFrom, forgiveAttemptFrom } from './throttle.ts'
import { whoIsThere, type Found } from './who-is-there.ts'

/**
 * Signs somebody in whom the identity provider vouches for. Throws SignOnRefused, or `throttled` with the time until which
 * to wait.
 */
export async function signOn(
  means: Means,
  provider: Pick<IdentityProvider, 'name' | 'defaultRole'>,
  identify: () => Promise<Identity>,
  entering: Omit<Entering, 'way'>,
): Promise<SignedIn> {
  const now = nowOf(means)
  const { address } = entering.visitor
  await means.transaction((db) => allowAttemptFrom(db, address, now))
  const identity = await identify().catch(refusalFrom)
  const outcome = await means.transaction(async (db) => {
    const found = identity instanceof SignOnRefused ? identity : await whoIsThere(db, identity, provider, now)
    if (found instanceof SignOnRefused) {
      await recordRefusal(db, found, address)
      return found
    }
    await forgiveAttemptFrom(db, address, now)
    await recordNews(db, found, address)
    return letIn(db, found.person, { ...entering, way: 'single-sign-on' }, now)
  })
  if (outcome instanceof SignOnRefused) throw outcome
  return outcome
}

function refusalFrom(error: unknown): SignOnRefused {
  if (error instanceof SignOnRefused) return error
  throw error
}

async function recordRefusal(db: Db, { reason, who }: SignOnRefused, address: string): Promise<void> {
  const actor: Actor = { kind: 'nobody', name: who?.email ?? 'An unknown account', address }
  await record(db, {
    actor,
    act: 'session.begun',
    outcome: 'refused',
    ...(who?.person && { subject: subjectOf(who.person) }),
    facts: { way: 'single-sign-on', reason },
  })
}

async function recordNews(db: Db, { person, news }: Found, address: string): Promise<void> {
  if (news === undefined) return
  const actor: Actor = { kind: 'person', id: person.id, name: person.name, address }
  const facts = { role: person.role, way: 'single-sign-on' }
  await record(db, { actor, act: news, outcome: 'done', subject: subjectOf(person), facts })
}
