import { auditMigrations } from '#audit/migrations.ts'
import { searchAudit } from '#audit/search.ts'
import { verifyChain } from '#audit/verify.ts'
import { openDatabase } from '#database/database.ts'
import { silentLog } from '#database/testing/silent-log.ts'
import { freshDatabase } from '#database/testing/template.ts'
import { manualClock, type ManualClock } from '#toolkit/clock.ts'
import { actorOf, type Caller } from '../caller.ts'
import { offerFirstAdministrator } from '../first-administrator.ts'
import { invite } from '../invite.ts'
import type { Means } from '../means.ts'
import { peopleMigrations } from '../migrations.ts'
import { redeemLink } from '../redeem.ts'
import type { Role } from '../person.ts'
import type { SignedIn } from '../sessions.ts'
import { whoIs, type Credentials } from '../who-is.ts'

export const goodPassword = 'blue harbour crane 42'
export const office = { address: '192.0.2.7', userAgent: 'Mozilla/5.0 (Windows NT 10.0) Firefox/140.0' }
export const elsewhere = { address: '198.51.100.9' }
export const onServer = actorOf(undefined)

export interface Scene extends AsyncDisposable {
  readonly means: Means
  readonly clock: ManualClock
  who(credentials: Credentials): Promise<Caller | undefined>
  /** The caller that a session makes, or a failure of the test. */
  callerOf(signedIn: SignedIn): Promise<Caller>
  firstAdministrator(): Promise<SignedIn>
  join(name: string, role: Role): Promise<SignedIn>
  /** The acts in the log, oldest first, as `act outcome`. */
  acts(): Promise<readonly string[]>
  isLogIntact(): Promise<boolean>
}

/** An installation where nobody is yet, on a database of its own and a clock that stands still. */
export async function scene(): Promise<Scene> {
  const fresh = await freshDatabase({ migrations: [...auditMigrations, ...peopleMigrations] })
  const database = await openDatabase<unknown>(fresh.settings, { log: silentLog, maxConnections: 12 })
  const clock = manualClock(Date.parse('2030-03-04T09:00:00Z'))
  const means: Means = { db: database.kysely, transaction: (work) => database.transaction(work), clock }
  const who = (credentials: Credentials) =>
    whoIs({ db: database.kysely, clock, localToken: 'local-token-of-this-machine' }, credentials)

  return {
    means,
    clock,
    who,
    async callerOf({ secret }) {
      const caller = await who({ session: secret })
      if (!caller) throw new Error('The session is not alive.')
      return caller
    },
    async firstAdministrator() {
      const offer = await offerFirstAdministrator(means)
      if (!offer) throw new Error('Somebody is there already.')
      return redeemLink(means, offer.secret, { name: 'Ada', email: 'ada@example.org', password: goodPassword }, office)
    },
    async join(name, role) {
      const email = `${name.toLowerCase()}@example.org`
      const { secret } = await invite(means, onServer, { email, role })
      return redeemLink(means, secret, { name, password: goodPassword }, office)
    },
    async acts() {
      const { entries } = await searchAudit(database.kysely, {}, { limit: 500 })
      return entries.map(({ act, outcome }) => `${act} ${outcome}`).toReversed()
    },
    isLogIntact: async () => (await verifyChain(database.kysely)).isIntact,
    async [Symbol.asyncDispose]() {
      await database.close()
      await fresh.drop()
    },
  }
}

/** The ways in which many attempts ended: how many succeeded, and the codes of those refused. */
export function outcomesOf(settled: readonly PromiseSettledResult<unknown>[]): {
  succeeded: number
  refused: readonly string[]
} {
  const refused = settled.flatMap((one) =>
    one.status === 'rejected' ? [String((one.reason as { code?: unknown }).code ?? one.reason)] : [],
  )
  return { succeeded: settled.length - refused.length, refused: [...new Set(refused)] }
}
