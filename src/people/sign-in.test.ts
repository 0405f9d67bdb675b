import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { searchAudit } from '#audit/search.ts'
import { actorOf } from './caller.ts'
import { changePassword } from './change-password.ts'
import { disablePerson } from './people.ts'
import { PeopleRefused } from './refused.ts'
import { endSession, endSessions, listSessions } from './sessions.ts'
import { idleMs, lifetimeMs } from './session.ts'
import { signIn } from './sign-in.ts'
import { elsewhere, goodPassword, office, onServer, outcomesOf, scene, type Scene } from './testing/scene.ts'

const right = { email: 'ada@example.org', password: goodPassword }
const wrong = { email: 'ada@example.org', password: 'not this password' }
const unknown = { email: 'nobody@example.org', password: goodPassword }

async function refusal(attempt: Promise<unknown>): Promise<PeopleRefused> {
  const reason = await attempt.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (reason instanceof PeopleRefused) return reason
  throw new Error('The attempt was not refused.', { cause: reason })
}

async function failTimes(
  at: Scene,
  times: number,
  given = wrong,
  visitor: typeof elsewhere = elsewhere,
): Promise<void> {
  for (let n = 0; n < times; n++) expect((await refusal(signIn(at.means, given, visitor))).code).toBe('unauthorised')
}

test('a session is known by its secret, whatever the case of the e-mail address that began it', async () => {
  await using at = await scene()
  await at.firstAdministrator()
  const { secret } = await signIn(at.means, { ...right, email: ' ADA@example.org ' }, office)
  expect(await at.who({ session: secret })).toMatchObject({ kind: 'person', person: { name: 'Ada' } })
  expect(await at.who({ session: `${secret.slice(0, -1)}_` })).toBeUndefined()
  expect(await at.who({})).toBeUndefined()
})

test('a wrong password, an unknown account and a disabled one are answered alike', async () => {
  await using at = await scene()
  await at.firstAdministrator()
  const ben = await at.join('Ben', 'viewer')
  await disablePerson(at.means, onServer, ben.person.id)
  const disabled = { email: 'ben@example.org', password: goodPassword }
  const refusals = await Promise.all([wrong, unknown, disabled].map((one) => refusal(signIn(at.means, one, elsewhere))))
  expect(new Set(refusals.map(({ code, message }) => `${code}: ${message}`)).size).toBe(1)
  const { entries } = await searchAudit(at.means.db, { act: 'session.begun', outcome: 'refused' }, { limit: 10 })
  expect(entries).toHaveLength(3)
  expect(JSON.stringify(entries)).not.toContain('nobody@example.org')
})

test('after five failures each next attempt waits twice as long, and the sentence says until when', async () => {
  await using at = await scene()
  await at.firstAdministrator()
  await failTimes(at, 5)
  const waits: number[] = []
  for (let round = 0; round < 12; round++) {
    const { code, message, until } = await refusal(signIn(at.means, right, elsewhere))
    expect(code).toBe('throttled')
    const wait = (until?.getTime() ?? 0) - at.clock.now()
    expect(message).toContain(new Date(at.clock.now() + wait).toISOString().slice(11, 19))
    waits.push(wait / 1000)
    await at.clock.advance(wait)
    await failTimes(at, 1)
  }
  expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900])
})

test('an unknown account is throttled in the same words at the same count', async () => {
  await using at = await scene()
  await at.firstAdministrator()
  await failTimes(at, 5, wrong, elsewhere)
  await failTimes(at, 5, unknown, { address: '198.51.100.10' })
  const known = await refusal(signIn(at.means, right, elsewhere))
  const other = await refusal(signIn(at.means, unknown, { address: '198.51.100.10' }))
  expect(other.message).toBe(known.message)
})

test('nobody’s failures keep an account’s owner out where it was used before', async () => {
  await using at = await scene()
  await at.firstAdministrator()
  await failTimes(at, 5)
  expect((await refusal(signIn(at.means, right, elsewhere))).code).toBe('throttled')
  expect((await signIn(at.means, right, office)).person.name).toBe('Ada')
})

test('a success ends the count of the account', async () => {
  await using at = await scene()
  await at.firstAdministrator()
  await failTimes(at, 4)
  await signIn(at.means, right, elsewhere)
  await failTimes(at, 4)
})

test('many guesses at the same time are counted as if one came after the other', async () => {
  await using at = await scene()
  await at.firstAdministrator()
  const attempts = Array.from({ length: 30 }, () => signIn(at.means, wrong, elsewhere))
  const settled = await Promise.allSettled(attempts)
  const codes = settled.map((one) => (one.status === 'rejected' ? (one.reason as PeopleRefused).code : 'in'))
  expect(codes.filter((code) => code === 'unauthorised')).toHaveLength(5)
  expect(codes.filter((code) => code === 'throttled')).toHaveLength(25)
})

test('one network that tries many accounts is throttled too, and a success of its own does not excuse it', async () => {
  await using at = await scene()
  await at.firstAdministrator()
  const from = (number: number) => ({ address: `2001:db8:0:1::${number.toString(16)}` })
  for (let number = 1; number <= 24; number++) {
    const given = { ...unknown, email: `n${number}@example.org` }
    expect((await refusal(signIn(at.means, given, from(number)))).code).toBe('unauthorised')
  }
  await signIn(at.means, right, from(99))
  expect((await refusal(signIn(at.means, { ...unknown, email: 'a@example.org' }, from(1)))).code).toBe('unauthorised')
  expect((await refusal(signIn(at.means, right, from(2)))).code).toBe('throttled')
  expect((await signIn(at.means, right, office)).person.name).toBe('Ada')
})

test('a session ends when it rests for a day, and after a week in any case', async () => {
  await using at = await scene()
  const { secret } = await at.firstAdministrator()
  const rested = await signIn(at.means, right, office)
  const day = idleMs
  for (let passed = 0; passed + day / 2 < lifetimeMs; passed += day / 2) {
    expect(await at.who({ session: secret })).toBeDefined()
    await at.clock.advance(day / 2)
  }
  expect(await at.who({ session: rested.secret })).toBeUndefined()
  expect(await at.who({ session: secret })).toBeDefined()
  await at.clock.advance(day / 2)
  expect(await at.who({ session: secret })).toBeUndefined()
})

test('sessions are listed by device and last use, and ended one by one or all but this', async () => {
  await using at = await scene()
  const first = await at.firstAdministrator()
  await at.clock.advance(60_000)
  const second = await signIn(at.means, right, elsewhere)
  const third = await signIn(at.means, right, office)
  const by = actorOf(await at.callerOf(third))
  expect(await listSessions(at.means, first.person.id)).toMatchObject([
    { id: third.session.id, device: 'Firefox on Windows', address: office.address },
    { id: second.session.id, device: 'Another program', address: elsewhere.address },
    { id: first.session.id },
  ])
  await endSession(at.means, by, first.person.id, second.session.id)
  expect(await at.who({ session: second.secret })).toBeUndefined()
  await expect(endSession(at.means, by, first.person.id, second.session.id)).rejects.toMatchObject({
    code: 'not-found',
  })
  expect(await endSessions(at.means, by, first.person.id, third.session.id)).toBe(1)
  expect(await at.who({ session: first.secret })).toBeUndefined()
  expect(await at.who({ session: third.secret })).toBeDefined()
})

test('nobody ends a session of somebody else by its number', async () => {
  await using at = await scene()
  const ada = await at.firstAdministrator()
  const ben = await at.join('Ben', 'viewer')
  const by = actorOf(await at.callerOf(ben))
  await expect(endSession(at.means, by, ben.person.id, ada.session.id)).rejects.toMatchObject({ code: 'not-found' })
  expect(await at.who({ session: ada.secret })).toBeDefined()
})

test('signing in again in the same browser ends the session that it had', async () => {
  await using at = await scene()
  const first = await at.firstAdministrator()
  const previous = { person: first.person.id, session: first.session.id }
  const second = await signIn(at.means, right, office, previous)
  expect(second.secret).not.toBe(first.secret)
  expect(await at.who({ session: first.secret })).toBeUndefined()
})

test('a changed password ends the other sessions and needs the present one', async () => {
  await using at = await scene()
  const here = await at.firstAdministrator()
  const other = await signIn(at.means, right, elsewhere)
  const by = actorOf(await at.callerOf(here))
  const whose = { person: here.person.id, session: here.session.id }
  const next = 'green harbour crane 43'
  const change = (present: string, wanted = next) =>
    changePassword(at.means, by, whose, { present, next: wanted }, office)
  await expect(change('not this one')).rejects.toThrow(/present password is not right/)
  await expect(change(goodPassword, 'password1234')).rejects.toThrow(/tried first/)
  await change(goodPassword)
  expect(await at.who({ session: here.secret })).toBeDefined()
  expect(await at.who({ session: other.secret })).toBeUndefined()
  expect((await refusal(signIn(at.means, right, office))).code).toBe('unauthorised')
  expect((await signIn(at.means, { ...right, password: next }, office)).person.name).toBe('Ada')
})

test('the present password cannot be guessed from a browser left open', async () => {
  await using at = await scene()
  const here = await at.firstAdministrator()
  const by = actorOf(await at.callerOf(here))
  const whose = { person: here.person.id, session: here.session.id }
  const attempts = Array.from({ length: 12 }, () =>
    changePassword(at.means, by, whose, { present: 'guess', next: 'green harbour crane' }, office),
  )
  expect(outcomesOf(await Promise.allSettled(attempts)).refused).toEqual(
    expect.arrayContaining(['invalid', 'throttled']),
  )
  expect((await refusal(changePassword(at.means, by, whose, { present: goodPassword, next: 'x' }, office))).code).toBe(
    'throttled',
  )
})

test('old attempts are forgotten', async () => {
  await using at = await scene()
  await at.firstAdministrator()
  await failTimes(at, 5)
  await at.clock.advance(3 * 24 * 3_600_000)
  await failTimes(at, 4)
  await signIn(at.means, right, office)
  await at.clock.advance(3 * 24 * 3_600_000)
  await signIn(at.means, right, office)
  const { rows } = await sql<{ key: string }>`select key from sign_in_attempts`.execute(at.means.db)
  expect(rows.map(({ key }) => key)).toEqual([`network ${office.address}`])
})
