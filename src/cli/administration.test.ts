import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { auditPage, auditVerdict } from '#api/contract/audit.ts'
import { keyRotation } from '#api/contract/client-credentials.ts'
import { connectionChange, connectionView } from '#api/contract/connections.ts'
import { madeToken, offeredLink, peoplePage, personView, tokenPage } from '#api/contract/people.ts'
import { platformList } from '#api/contract/platforms.ts'
import { connection, platforms } from './testing/examples.ts'
import { answer, fakeApi, nothing, type FakeApi } from './testing/fake-api.ts'
import { typeCommand } from './testing/type-command.ts'

const at = '2026-03-02T08:00:00.000Z'
const folder = mkdtempSync(join(tmpdir(), 'gantry-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const ada = {
  id: '1',
  name: 'Ada',
  email: 'ada@example.org',
  role: 'administrator',
  isDisabled: false,
  isLinked: false,
  createdAt: at,
} as const
const token = { id: '4', name: 'Nightly', hint: 'wxyz', role: 'operator', createdAt: at, expiresAt: at } as const
const verdict = (isIntact: boolean) => ({
  isIntact,
  entries: 3,
  found: 3,
  findings: isIntact ? [] : [{ kind: 'changed' as const, seq: 2, sentence: 'Entry 2 was changed.' }],
  head: { seq: 3, hash: 'f'.repeat(64) },
})

async function type(words: readonly string[], { isIntact = true } = {}) {
  const api: FakeApi = await fakeApi({
    searchAudit: () =>
      answer(auditPage, {
        entries: [
          { seq: 1, at, actor: { kind: 'person', name: 'Ada' }, act: 'connection.added', outcome: 'done', hash: 'f' },
        ],
      }),
    verifyAudit: () => answer(auditVerdict, verdict(isIntact)),
    exportAudit: () => ({ status: 200, type: 'application/jsonl', body: '{"seq":1}\n' }),
    listPeople: () => answer(peoplePage, { people: [ada] }),
    invite: () => answer(offeredLink, { url: 'https://gantry.example.org/welcome#secret', expiresAt: at }),
    changePerson: () => answer(personView, { ...ada, isDisabled: true }),
    listTokens: () => answer(tokenPage, { tokens: [token] }),
    addToken: () => answer(madeToken, { token, text: 'gantry_secret' }),
    revokeToken: () => nothing(),
    rotateKeys: () => answer(keyRotation, { key: 2, secrets: 5, unopened: 0 }),
    listPlatforms: () => answer(platformList, platforms),
    showConnection: () => answer(connectionView, connection),
    changeConnection: () =>
      answer(connectionChange, { connection, secretsWiped: false, sentence: '“Procore” was changed.' }),
    duplicateConnection: () => answer(connectionView, { ...connection, id: '8', name: 'Procore 2' }),
  })
  try {
    const said = await typeCommand([...words, '--server', api.url], { folder })
    const bodies = api.heard.flatMap(({ body }) => (body ? [JSON.parse(body) as unknown] : []))
    return { ...said, bodies }
  } finally {
    await api.close()
  }
}

test.for([
  [['audit', 'list', '--act', 'connection.added'], /Ada\s+connection\.added/, undefined],
  [['audit', 'verify'], /intact: 3 entries/, undefined],
  [['audit', 'export'], /"seq":1/, undefined],
  [['people', 'list'], /Ada\s+ada@example\.org\s+administrator/, undefined],
  [['people', 'invite', 'ben@example.org'], /welcome#secret/, { email: 'ben@example.org', role: 'viewer' }],
  [['people', 'disable', '1'], /can sign in no more/, { isDisabled: true }],
  [['tokens', 'list'], /Nightly\s+…wxyz/, undefined],
  [['tokens', 'add', 'Nightly', '--role', 'operator'], /^gantry_secret$/m, { name: 'Nightly', role: 'operator' }],
  [['tokens', 'add', 'x', '--permission', 'runs.read'], /gantry_secret/, { name: 'x', permissions: ['runs.read'] }],
  [['tokens', 'revoke', '4', '--yes'], /Removed the API token 4/, undefined],
  [['keys', 'rotate'], /5 secrets .* number 2/, undefined],
  [
    ['connections', 'edit', 'Procore', '--name', 'EU', '--set', 'clientId=x'],
    /was changed/,
    { name: 'EU', values: { clientId: 'x' } },
  ],
  [['connections', 'disable', 'Procore'], /was changed/, { isDisabled: true }],
  [['connections', 'enable', 'Procore'], /was changed/, { isDisabled: false }],
  [['connections', 'duplicate', 'Procore'], /“Procore 2” was added/, {}],
] as const)('gantry %j', async ([words, said, body]) => {
  const { output, errors, exitCode, bodies } = await type(words)
  expect([exitCode, errors.replace(/^“\w+” ends.*$/m, '').trim()]).toEqual([0, ''])
  expect(output).toMatch(said)
  if (body !== undefined) expect(bodies).toEqual([body])
})

test('a log that was changed is told of and ends with an error', async () => {
  const { errors, exitCode } = await type(['audit', 'verify'], { isIntact: false })
  expect([exitCode, errors]).toEqual([1, expect.stringContaining('Entry 2 was changed.')])
})

test('a secret is never taken from a flag when a connection is changed', async () => {
  const { exitCode, bodies } = await type(['connections', 'edit', 'Procore', '--set', 'clientSecret=x'])
  expect([exitCode, bodies]).toEqual([2, []])
})
