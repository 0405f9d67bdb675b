import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { actorOf } from './caller.ts'
import { offerFirstAdministrator } from './first-administrator.ts'
import { invite, listInvitations, offerNewPassword, withdrawInvitation } from './invite.ts'
import { linkAddress } from './link-address.ts'
import { changeRole, disablePerson, enablePerson, listPeople, renamePerson } from './people.ts'
import { lookAtLink, redeemLink } from './redeem.ts'
import { signIn } from './sign-in.ts'
import { goodPassword, office, onServer, outcomesOf, scene } from './testing/scene.ts'

const hour = 3_600_000
const everyone = { limit: 100 }

test('the first link makes the administrator, once, and after that there is no other', async () => {
  await using at = await scene()
  const { person } = await at.firstAdministrator()
  expect(person).toMatchObject({ name: 'Ada', email: 'ada@example.org', role: 'administrator' })
  expect(await offerFirstAdministrator(at.means)).toBeUndefined()
  expect(await at.acts()).toEqual(['person.added done'])
})

test('each start replaces the first link, and a link ends after a day', async () => {
  await using at = await scene()
  const older = await offerFirstAdministrator(at.means)
  const newer = await offerFirstAdministrator(at.means)
  const newcomer = { name: 'Ada', email: 'ada@example.org', password: goodPassword }
  await expect(redeemLink(at.means, older?.secret ?? '', newcomer, office)).rejects.toThrow(/starting Gantry again/)
  await at.clock.advance(24 * hour)
  await expect(redeemLink(at.means, newer?.secret ?? '', newcomer, office)).rejects.toMatchObject({ code: 'not-found' })
  expect((await listPeople(at.means, {}, everyone)).people).toEqual([])
})

test('of many who use the first link at the same time one becomes the administrator', async () => {
  await using at = await scene()
  const offer = await offerFirstAdministrator(at.means)
  const attempts = Array.from({ length: 8 }, (_, number) =>
    redeemLink(
      at.means,
      offer?.secret ?? '',
      { name: `N${number}`, email: `n${number}@example.org`, password: goodPassword },
      office,
    ),
  )
  expect(outcomesOf(await Promise.allSettled(attempts))).toEqual({ succeeded: 1, refused: ['not-found'] })
  expect((await listPeople(at.means, {}, everyone)).people).toHaveLength(1)
  expect(await at.isLogIntact()).toBe(true)
})

test('two first links that were both current, of two starts at once, still make one administrator', async () => {
  await using at = await scene()
  const [a, b] = await Promise.all([offerFirstAdministrator(at.means), offerFirstAdministrator(at.means)])
  // As if the second start had not seen the first one's link.
  await sql`update one_time_links set withdrawn_at = null`.execute(at.means.db)
  const attempts = [a, b].map((offer, number) =>
    redeemLink(
      at.means,
      offer?.secret ?? '',
      { name: `N${number}`, email: `n${number}@example.org`, password: goodPassword },
      office,
    ),
  )
  expect(outcomesOf(await Promise.allSettled(attempts))).toEqual({ succeeded: 1, refused: ['not-found'] })
})

test('a refused password leaves the link good', async () => {
  await using at = await scene()
  const offer = await offerFirstAdministrator(at.means)
  const redeem = (password: string) =>
    redeemLink(at.means, offer?.secret ?? '', { name: 'Ada', email: 'ada@example.org', password }, office)
  await expect(redeem('short')).rejects.toMatchObject({ code: 'invalid' })
  await expect(redeem('ada@example.org')).rejects.toThrow(/your name or e-mail address/)
  expect((await redeem(goodPassword)).person.name).toBe('Ada')
})

test('no secret of a link, session or password is in the database', async () => {
  await using at = await scene()
  const offer = await offerFirstAdministrator(at.means)
  const { secret } = await redeemLink(
    at.means,
    offer?.secret ?? '',
    { name: 'Ada', email: 'ada@example.org', password: goodPassword },
    office,
  )
  for (const table of ['people', 'sessions', 'one_time_links', 'sign_in_attempts', 'audit_log']) {
    const { rows } = await sql<{ whole: string }>`select t::text as whole from ${sql.table(table)} t`.execute(
      at.means.db,
    )
    const whole = rows.map((row) => row.whole).join('\n')
    for (const marked of [offer?.secret ?? '?', secret, goodPassword]) expect(whole).not.toContain(marked)
  }
})

test('an invitation names address and role, is replaced by a newer one and can be withdrawn', async () => {
  await using at = await scene()
  const ada = await at.firstAdministrator()
  const by = actorOf(await at.callerOf(ada))
  const older = await invite(at.means, by, { email: 'Ben@Example.org', role: 'operator' })
  const newer = await invite(at.means, by, { email: 'ben@example.org', role: 'approver' })
  await expect(lookAtLink(at.means, older.secret)).rejects.toMatchObject({ code: 'not-found' })
  expect(await lookAtLink(at.means, newer.secret)).toMatchObject({ email: 'ben@example.org', role: 'approver' })
  expect(await listInvitations(at.means)).toMatchObject([{ email: 'ben@example.org', madeBy: 'Ada' }])

  await withdrawInvitation(at.means, by, newer.link.id)
  expect(await listInvitations(at.means)).toEqual([])
  await expect(withdrawInvitation(at.means, by, newer.link.id)).rejects.toMatchObject({ code: 'not-found' })
  await expect(invite(at.means, by, { email: 'ADA@example.org', role: 'viewer' })).rejects.toThrow(/there already/)
})

test('who is invited has the invitation’s address and role, whatever else they send', async () => {
  await using at = await scene()
  await at.firstAdministrator()
  const { secret } = await invite(at.means, onServer, { email: 'ben@example.org', role: 'viewer' })
  const newcomer = { name: 'Ben', email: 'other@example.org', role: 'administrator', password: goodPassword }
  const { person } = await redeemLink(at.means, secret, newcomer, office)
  expect(person).toMatchObject({ email: 'ben@example.org', role: 'viewer' })
})

test('people are found by words, role and state, page by page', async () => {
  await using at = await scene()
  await at.firstAdministrator()
  const { person: ben } = await at.join('Ben', 'operator')
  await at.join('Cleo', 'operator')
  await disablePerson(at.means, onServer, ben.id)
  const names = async (filter: Parameters<typeof listPeople>[1]) =>
    (await listPeople(at.means, filter, everyone)).people.map(({ name }) => name)
  expect(await names({})).toEqual(['Ada', 'Ben', 'Cleo'])
  expect(await names({ text: 'CLEO@' })).toEqual(['Cleo'])
  expect(await names({ text: '%' })).toEqual([])
  expect(await names({ role: 'operator', isDisabled: false })).toEqual(['Cleo'])
  const first = await listPeople(at.means, {}, { limit: 2 })
  expect(first.people.map(({ name }) => name)).toEqual(['Ada', 'Ben'])
  const rest = await listPeople(at.means, {}, { limit: 2, ...(first.next !== undefined && { after: first.next }) })
  expect(rest).toMatchObject({ people: [{ name: 'Cleo' }] })
  expect(rest.next).toBeUndefined()
})

test('a role counts from the next request on', async () => {
  await using at = await scene()
  await at.firstAdministrator()
  const ben = await at.join('Ben', 'viewer')
  expect((await at.callerOf(ben)).may.has('jobs.run')).toBe(false)
  await changeRole(at.means, onServer, ben.person.id, 'operator')
  expect((await at.callerOf(ben)).may.has('jobs.run')).toBe(true)
})

test('who is disabled is signed out at once and comes in again only when enabled', async () => {
  await using at = await scene()
  await at.firstAdministrator()
  const ben = await at.join('Ben', 'operator')
  const reset = await offerNewPassword(at.means, onServer, ben.person.id)
  const given = { email: 'ben@example.org', password: goodPassword }
  await disablePerson(at.means, onServer, ben.person.id)
  expect(await at.who({ session: ben.secret })).toBeUndefined()
  await expect(signIn(at.means, given, office)).rejects.toMatchObject({ code: 'unauthorised' })
  await expect(redeemLink(at.means, reset.secret, { password: goodPassword }, office)).rejects.toMatchObject({
    code: 'not-found',
  })
  await enablePerson(at.means, onServer, ben.person.id)
  expect((await signIn(at.means, given, office)).person.disabledAt).toBeUndefined()
})

test('the last administrator can be neither disabled nor demoted', async () => {
  await using at = await scene()
  const { person: ada } = await at.firstAdministrator()
  await expect(changeRole(at.means, onServer, ada.id, 'viewer')).rejects.toThrow(/last administrator/)
  await expect(disablePerson(at.means, onServer, ada.id)).rejects.toThrow(/last administrator/)
  const { person: ben } = await at.join('Ben', 'administrator')
  await disablePerson(at.means, onServer, ben.id)
  await expect(changeRole(at.means, onServer, ada.id, 'viewer')).rejects.toThrow(/last administrator/)
})

test('administrators who remove each other at the same time leave one', async () => {
  await using at = await scene()
  const { person: ada } = await at.firstAdministrator()
  const others = await Promise.all(['Ben', 'Cleo', 'Dan'].map((name) => at.join(name, 'administrator')))
  const ids = [ada.id, ...others.map(({ person }) => person.id)]
  for (let round = 0; round < 5; round++) {
    const attempts = ids.map((id, index) =>
      (index + round) % 2 === 0
        ? disablePerson(at.means, onServer, id)
        : changeRole(at.means, onServer, id, 'operator'),
    )
    expect(outcomesOf(await Promise.allSettled(attempts))).toEqual({ succeeded: 3, refused: ['conflict'] })
    const { people } = await listPeople(at.means, { role: 'administrator', isDisabled: false }, everyone)
    expect(people).toHaveLength(1)
    for (const id of ids) {
      await enablePerson(at.means, onServer, id)
      await changeRole(at.means, onServer, id, 'administrator')
    }
  }
  expect(await at.isLogIntact()).toBe(true)
})

test('a link for a new password sets it, ends all sessions and works once', async () => {
  await using at = await scene()
  await at.firstAdministrator()
  const ben = await at.join('Ben', 'operator')
  const { secret } = await offerNewPassword(at.means, onServer, ben.person.id)
  const next = 'another harbour crane 43'
  const again = await redeemLink(at.means, secret, { password: next }, office)
  expect(again.person.id).toBe(ben.person.id)
  expect(await at.who({ session: ben.secret })).toBeUndefined()
  await expect(redeemLink(at.means, secret, { password: next }, office)).rejects.toMatchObject({ code: 'not-found' })
  const given = { email: 'ben@example.org', password: next }
  expect((await signIn(at.means, given, office)).person.name).toBe('Ben')
})

test('what is done to people is in the log, with names and without values', async () => {
  await using at = await scene()
  const { person: ada } = await at.firstAdministrator()
  await at.join('Ben', 'administrator')
  await changeRole(at.means, onServer, ada.id, 'operator')
  await renamePerson(at.means, onServer, ada.id, 'Ada L.')
  await disablePerson(at.means, onServer, ada.id)
  await enablePerson(at.means, onServer, ada.id)
  await offerNewPassword(at.means, onServer, ada.id)
  expect(await at.acts()).toEqual([
    'person.added done',
    'invitation.made done',
    'person.added done',
    'person.role-changed done',
    'person.changed done',
    'person.disabled done',
    'person.enabled done',
    'new-password.offered done',
  ])
})

test('the secret of a link stands where browsers do not send it', () => {
  const url = new URL(linkAddress('https://gantry.example.org/', 'secret'))
  expect(`${url.pathname}${url.search}`).toBe('/welcome')
  expect(url.hash).toBe('#secret')
})
