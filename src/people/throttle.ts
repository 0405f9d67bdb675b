import { networkOf } from './address.ts'
import { countAttempt, forgetAttempts, forgetAttemptsBefore, uncountAttempt, type Allowance } from './attempt-rows.ts'
import type { Db } from './means.ts'
import { sameEmail } from './person.ts'
import { PeopleRefused } from './refused.ts'
import { fingerprint } from './secret.ts'

const minute = 60_000
const day = 24 * 60 * minute

// About a hundred guesses a day at one account, which ASVS 5.0 (6.3.1) and NIST SP 800-63B (3.2.2) leave to us to bound.
const account: Allowance = { free: 5, firstWaitMs: 2_000, longestWaitMs: 15 * minute, forgetAfterMs: day }
// An office behind one address has many people who mistype.
const network: Allowance = { free: 25, firstWaitMs: 2_000, longestWaitMs: 15 * minute, forgetAfterMs: 60 * minute }

/** Whose attempts are counted together. */
export interface Attempt {
  readonly email: string
  readonly address: string
  /**
   * Whether the account was used from this network before. Attempts from there are counted apart, so that strangers who
   * keep guessing cannot keep its owner out.
   */
  readonly isKnownThere: boolean
}

/**
 * Counts an attempt against the network and the account, in the transaction that it is given, or refuses it with the
 * time to wait. It does the same whether or not there is such an account.
 */
export async function allowAttempt(db: Db, attempt: Attempt, now: Date): Promise<void> {
  for (const [key, allowance] of keysOf(attempt)) await allow(db, key, now, allowance)
}

/** The same where no account is named: against the network alone. */
export async function allowAttemptFrom(db: Db, address: string, now: Date): Promise<void> {
  await allow(db, networkKeyOf(address), now, network)
}

async function allow(db: Db, key: string, now: Date, allowance: Allowance): Promise<void> {
  const until = await countAttempt(db, key, now, allowance)
  if (until) throw new PeopleRefused('throttled', tooMany(until, now), until)
}

/** After a success: the account's count ends; the network's keeps what others failed. */
export async function forgiveAttempt(db: Db, attempt: Attempt, now: Date): Promise<void> {
  const [[networkKey], [accountKey]] = keysOf(attempt)
  await uncountAttempt(db, networkKey)
  await forgetAttempts(db, accountKey)
  await forgetAttemptsBefore(db, new Date(now.getTime() - 2 * day))
}

export async function forgiveAttemptFrom(db: Db, address: string, now: Date): Promise<void> {
  await uncountAttempt(db, networkKeyOf(address))
  await forgetAttemptsBefore(db, new Date(now.getTime() - 2 * day))
}

const networkKeyOf = (address: string) => `network ${networkOf(address)}`

/** In the order in which they are locked. What somebody typed as e-mail address is not stored: it may be a password. */
function keysOf({ email, address, isKnownThere }: Attempt) {
  const from = networkOf(address)
  const whose = fingerprint(sameEmail(email)).slice(0, 32)
  return [
    [networkKeyOf(address), network],
    [isKnownThere ? `account ${whose} from ${from}` : `account ${whose}`, account],
  ] as const
}

function tooMany(until: Date, now: Date): string {
  const seconds = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000))
  const wait =
    seconds < 90 ? `${seconds} ${seconds === 1 ? 'second' : 'seconds'}` : `${Math.ceil(seconds / 60)} minutes`
  const time = new Date(now.getTime() + seconds * 1000).toISOString().slice(11, 19)
  return `Too many attempts to sign in. The next one is possible in ${wait}, at ${time} UTC.`
}
