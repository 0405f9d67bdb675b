import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { actorOf, authorise, everything, type Caller } from './caller.ts'
import { changeRole, disablePerson } from './people.ts'
import { isPermission, permissions, permissionsOf, ruleOf, type Permission } from './permissions.ts'
import { roles } from './person.ts'
import { onServer, scene, type Scene } from './testing/scene.ts'
import { addToken, listTokens, revokeToken } from './tokens.ts'
import type { Scope } from './token.ts'

const day = 24 * 3_600_000

async function give(at: Scene, caller: Caller, scope: Scope, expiresAt?: Date) {
  return addToken(at.means, actorOf(caller), caller, { name: 'Nightly report', scope, expiresAt })
}

test('a token is shown once, known by its text, and stored as a hash', async () => {
  await using at = await scene()
  const ada = await at.callerOf(await at.firstAdministrator())
  const { token, text } = await give(at, ada, { permissions: ['runs.read'] })
  expect(text).toMatch(/^gtr_/)
  expect(token).toMatchObject({ name: 'Nightly report', hint: text.slice(-4), owner: { name: 'Ada' } })
  expect(token.expiresAt.getTime() - at.clock.now()).toBe(90 * day)
  const { rows } = await sql<{ whole: string }>`select t::text as whole from api_tokens t`.execute(at.means.db)
  expect(rows[0]?.whole).not.toContain(text)
  const caller = await at.who({ bearer: text })
  expect(caller).toMatchObject({ kind: 'token', token: { id: token.id } })
  expect([...(caller?.may ?? [])]).toEqual(['self.read', 'runs.read'])
})

test('last use is kept to the minute', async () => {
  await using at = await scene()
  const ada = await at.callerOf(await at.firstAdministrator())
  const { text } = await give(at, ada, { role: 'viewer' })
  await at.who({ bearer: text })
  const firstUse = at.clock.now()
  await at.clock.advance(30_000)
  await at.who({ bearer: text })
  const used = async () => (await listTokens(at.means, ada, { of: 'me', limit: 5 })).tokens[0]?.usedAt?.getTime()
  expect(await used()).toBe(firstUse)
  await at.clock.advance(31_000)
  await at.who({ bearer: text })
  expect(await used()).toBe(firstUse + 61_000)
})

test('a token may never do more than its owner may at the time', async () => {
  await using at = await scene()
  await at.firstAdministrator()
  const signedIn = await at.join('Ben', 'operator')
  const ben = await at.callerOf(signedIn)
  const { text } = await give(at, ben, { role: 'operator' })
  expect((await at.who({ bearer: text }))?.may.has('jobs.run')).toBe(true)
  await changeRole(at.means, onServer, signedIn.person.id, 'viewer')
  expect((await at.who({ bearer: text }))?.may.has('jobs.run')).toBe(false)
  await changeRole(at.means, onServer, signedIn.person.id, 'administrator')
  expect((await at.who({ bearer: text }))?.may.has('people.manage')).toBe(false)
  await disablePerson(at.means, onServer, signedIn.person.id)
  expect(await at.who({ bearer: text })).toBeUndefined()
})

test('nobody gives a token what they may not do, nothing at all, or what only people may', async () => {
  await using at = await scene()
  await at.firstAdministrator()
  const ben = await at.callerOf(await at.join('Ben', 'operator'))
  await expect(give(at, ben, { role: 'approver' })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(give(at, ben, { permissions: ['people.manage'] })).rejects.toThrow(/people\.manage/)
  await expect(give(at, ben, { permissions: [] })).rejects.toMatchObject({ code: 'invalid' })
  await expect(give(at, ben, { permissions: ['self.manage'] })).rejects.toThrow(/never/)
  const { text } = await give(at, ben, { role: 'operator' })
  const program = await at.who({ bearer: text })
  if (!program) throw new Error('The token is not alive.')
  await expect(give(at, program, { role: 'viewer' })).rejects.toThrow(/cannot make another/)
  expect(() => authorise(program, 'self.manage')).toThrow(/never may/)
})

test('a token ends at its time, within a year, or when it is revoked', async () => {
  await using at = await scene()
  const ada = await at.callerOf(await at.firstAdministrator())
  const inDays = (days: number) => new Date(at.clock.now() + days * day)
  await expect(give(at, ada, { role: 'viewer' }, inDays(400))).rejects.toMatchObject({ code: 'invalid' })
  await expect(give(at, ada, { role: 'viewer' }, inDays(0))).rejects.toMatchObject({ code: 'invalid' })
  const short = await give(at, ada, { role: 'viewer' }, inDays(1))
  const long = await give(at, ada, { role: 'viewer' }, inDays(30))
  await revokeToken(at.means, actorOf(ada), ada, long.token.id)
  expect(await at.who({ bearer: long.text })).toBeUndefined()
  expect(await at.who({ bearer: short.text })).toBeDefined()
  await at.clock.advance(day)
  expect(await at.who({ bearer: short.text })).toBeUndefined()
  expect(await at.acts()).toEqual(['person.added done', 'token.added done', 'token.added done', 'token.revoked done'])
})

test('one sees and revokes one’s own tokens, an administrator everyone’s', async () => {
  await using at = await scene()
  const ada = await at.callerOf(await at.firstAdministrator())
  const ben = await at.callerOf(await at.join('Ben', 'operator'))
  const mine = await give(at, ada, { role: 'viewer' })
  const his = await give(at, ben, { role: 'viewer' })
  const idsOf = async (caller: Caller, of: 'me' | 'everyone') =>
    (await listTokens(at.means, caller, { of, limit: 10 })).tokens.map(({ id }) => id)
  expect(await idsOf(ben, 'me')).toEqual([his.token.id])
  expect(await idsOf(ada, 'everyone')).toEqual([his.token.id, mine.token.id])
  await expect(idsOf(ben, 'everyone')).rejects.toMatchObject({ code: 'forbidden' })
  await expect(revokeToken(at.means, actorOf(ben), ben, mine.token.id)).rejects.toMatchObject({ code: 'not-found' })
  await revokeToken(at.means, actorOf(ada), ada, his.token.id)
  expect(await at.who({ bearer: his.text })).toBeUndefined()
})

test('a command on the server’s machine may do everything and make tokens that belong to nobody', async () => {
  await using at = await scene()
  const local = await at.who({ bearer: 'local-token-of-this-machine' })
  expect(local).toMatchObject({ kind: 'local', may: everything })
  if (!local) throw new Error('The local token is not known.')
  const { token, text } = await give(at, local, { role: 'operator' })
  expect(token.owner).toBeUndefined()
  expect([...((await at.who({ bearer: text }))?.may ?? [])]).toEqual(
    [...permissionsOf('operator')].filter((permission) => permission !== 'self.manage'),
  )
})

test('a bearer token that is wrong is not made good by a cookie', async () => {
  await using at = await scene()
  const { secret } = await at.firstAdministrator()
  expect(await at.who({ bearer: 'local-token-of-this-machinf', session: secret })).toBeUndefined()
  expect(await at.who({ bearer: '', session: secret })).toBeUndefined()
})

test('each role may what those before it may, and only administrators manage people', () => {
  for (const [index, role] of roles.entries()) {
    const before = roles[index - 1]
    if (before) expect([...permissionsOf(role)]).toEqual(expect.arrayContaining([...permissionsOf(before)]))
  }
  const holders = (permission: Permission) => roles.filter((role) => permissionsOf(role).has(permission))
  expect(holders('people.manage')).toEqual(['administrator'])
  expect(holders('deletes.approve')).toEqual(['approver', 'administrator'])
  expect(holders('jobs.run')).toEqual(['operator', 'approver', 'administrator'])
  expect(holders('jobs.read')).toEqual([...roles])
  expect(permissionsOf('administrator').size).toBe(permissions.length)
  expect(isPermission('constructor')).toBe(false)
})

test('who may not is told what it takes', async () => {
  await using at = await scene()
  await at.firstAdministrator()
  const ben = await at.callerOf(await at.join('Ben', 'viewer'))
  expect(() => authorise(undefined, 'jobs.read')).toThrow(/Sign in/)
  for (const permission of permissions.filter((one) => !ben.may.has(one))) {
    expect(() => authorise(ben, permission)).toThrow(`To ${ruleOf(permission).sentence} takes the role`)
  }
  expect(() => authorise(ben, 'jobs.read')).not.toThrow()
})
