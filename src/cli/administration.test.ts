import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { auditPage, auditVerdict } from '#api/contract/audit.ts'
import { keyRotation } from '#api/contract/client-credentials.ts'
import { connectionChange, connectionView } from '#api/contract/connections.ts'
import { madeToken, offeredLink, peoplePage, personView, tokenPage } from '#api/contract/people.ts'
import { platformList } from '#api/contract/platforms.ts'
import { proofKeyView } from '#api/contract/proof-key.ts'
import type { AuditExportVerdict, LocalCommands } from './local-commands.ts'
import { connection, platforms } from './testing/examples.ts'
import { answer, fakeApi, nothing, type FakeApi } from './testing/fake-api.ts'
import { typeCommand } from './testing/type-command.ts'

const at = '2026-03-02T08:00:00.000Z'
const folder = mkdtempSync(join(tmpdir(), 'gantry-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Circumstances {
  readonly isIntact?: boolean
  readonly local?: Partial<LocalCommands>
}

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

/** A log of 700 entries, of which the newest come first. */
function pageOf({ after = '701', limit = '50' }: Readonly<Record<string, string>>) {
  const most = Math.min(Number(limit), Number(after) - 1)
  const entries = Array.from({ length: most }, (_, index) => entry(Number(after) - 1 - index))
  const last = entries.at(-1)?.seq ?? 1
  return { entries, ...(last > 1 && { next: String(last) }) }
}

const entry = (seq: number) => ({
  seq,
  at,
  actor: { kind: 'person', name: 'Ada' },
  act: 'connection.added',
  outcome: 'done' as const,
  hash: 'f',
})

async function type(words: readonly string[], { isIntact = true, local = {} }: Circumstances = {}) {
  const api: FakeApi = await fakeApi({
    searchAudit: ({ query }) => answer(auditPage, pageOf(query)),
    verifyAudit: () => answer(auditVerdict, verdict(isIntact)),
    exportAudit: () => ({ status: 200, type: 'application/jsonl', body: '{"seq":1}\n' }),
    listPeople: () => answer(peoplePage, { people: [ada] }),
    invite: () => answer(offeredLink, { url: 'https://gantry.example.org/welcome#secret', expiresAt: at }),
    changePerson: () => answer(personView, { ...ada, isDisabled: true }),
    listTokens: () => answer(tokenPage, { tokens: [token] }),
    addToken: () => answer(madeToken, { token, text: 'gantry_secret' }),
    revokeToken: () => nothing(),
    showPerson: () => answer(personView, ada),
    unlinkPerson: () => nothing(),
    showProofKey: () => answer(proofKeyView, { pem: '-----BEGIN PUBLIC KEY-----\n', fingerprint: 'c0ffee' }),
    rotateKeys: () => answer(keyRotation, { key: 2, secrets: 5, unopened: 0 }),
    listPlatforms: () => answer(platformList, platforms),
    showConnection: () => answer(connectionView, connection),
    changeConnection: () =>
      answer(connectionChange, { connection, secretsWiped: false, sentence: '“Procore” was changed.' }),
    duplicateConnection: () => answer(connectionView, { ...connection, id: '8', name: 'Procore 2' }),
  })
  try {
    const said = await typeCommand([...words, '--server', api.url], { folder, local })
    const bodies = api.heard.flatMap(({ body }) => (body ? [JSON.parse(body) as unknown] : []))
    return { ...said, bodies, heard: api.heard }
  } finally {
    await api.close()
  }
}

test.for([
  [['audit', 'verify'], /intact: 3 entries/, undefined],
  [['audit', 'export'], /"seq":1/, undefined],
  [['people', 'list'], /Ada\s+ada@example\.org\s+administrator/, undefined],
  [['people', 'invite', 'ben@example.org'], /welcome#secret/, { email: 'ben@example.org', role: 'viewer' }],
  [['people', 'unlink', '1'], /^Ada is linked to no account/, undefined],
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

test.for(['people', 'tokens'])('gantry %s list asks the server for what has the words', async (noun) => {
  const { heard } = await type([noun, 'list', '--text', 'night'])
  expect(heard.map(({ query }) => query)).toEqual([{ text: 'night' }])
})

test('the audit log is filtered by the server, and read page by page as far as was asked for', async () => {
  const filter = ['--act', 'connection.added', '--actor-kind', 'person', '--actor', '1', '--outcome', 'done']
  const words = ['audit', 'list', ...filter, '--from', at, '--limit', '600']
  const { output, errors, heard } = await type(words)
  const lines = output.trimEnd().split('\n')
  expect([lines.length, lines[0], lines.at(-1)?.split('\t')[0]]).toEqual([
    600,
    expect.stringMatching(/^700\t.*\tAda\tconnection\.added\t$/),
    '101',
  ])
  expect(errors).toBe('There are more; go on with --after 101\n')
  const asked = { act: 'connection.added', actorKind: 'person', actor: '1', outcome: 'done', from: at }
  expect(heard.map(({ query }) => query)).toEqual([
    { ...asked, limit: '500' },
    { ...asked, limit: '100', after: '201' },
  ])
  const rest = await type(['audit', 'list', '--limit', '500', '--after', '101', '--json'])
  expect(auditPage.parse(JSON.parse(rest.output)).entries).toHaveLength(100)
  expect(rest.output).not.toContain('"next"')
})

const exported: AuditExportVerdict = {
  isIntact: true,
  key: 'given',
  entries: 3,
  end: { head: { seq: 3, hash: 'f'.repeat(64) }, isWhole: true, exportedAt: at },
  findings: [],
}

test('a day is one of this machine, and the last one counts whole', async () => {
  const { heard } = await type(['audit', 'export', '--from', '2026-03-02', '--to', '2026-03-02'])
  const [from, to] = [new Date(2026, 2, 2), new Date(2026, 2, 3)].map((time) => time.toISOString())
  expect(heard[0]?.query).toEqual({ from, to })
})

test('an exported log is checked without a server', async () => {
  writeFileSync(join(folder, 'audit.jsonl'), '')
  writeFileSync(join(folder, 'gantry.pem'), 'the key\n')
  const words = ['audit', 'verify', 'audit.jsonl', '--public-key', 'gantry.pem']
  const asked: unknown[] = []
  const local = {
    verifyAuditExport: async (...given: readonly unknown[]) => {
      asked.push(...given)
      return exported
    },
  }
  const { exitCode, output, heard } = await type(words, { local })
  expect([exitCode, heard, asked]).toEqual([0, [], [join(folder, 'audit.jsonl'), 'the key']])
  expect(output).toMatch(/is intact: 3 entries, the whole log\. Its last entry was 3 with f+\.\nIt is signed with/)
})

test('an export that was changed is told of line by line and ends with an error', async () => {
  writeFileSync(join(folder, 'audit.jsonl'), '')
  const findings = [{ kind: 'changed', line: 2, sentence: 'Entry 2 is not what was recorded.' }]
  const local = { verifyAuditExport: async () => ({ ...exported, isIntact: false, findings }) }
  const { exitCode, errors } = await type(['audit', 'verify', 'audit.jsonl'], { local })
  expect([exitCode, errors]).toEqual([1, expect.stringContaining('  line 2: Entry 2 is not what was recorded.')])
})

test.for([
  [['audit', 'verify', '--public-key', 'gantry.pem'], 2, /name its file too/],
  [['audit', 'verify', 'audit.jsonl', '--seq', '3'], 2, /leave the file out/],
  [['audit', 'verify', 'gone.jsonl'], 1, /The export .*gone\.jsonl cannot be read: it is not there/],
  [['audit', 'list', '--limit', '0'], 2, /whole number/],
  [['audit', 'list', '--from', 'yesterday'], 2, /a day such as 2026-03-02/],
  [['audit', 'list', '--actor-kind', 'persons'], 2, /Did you mean person\?/],
] as const)('gantry %j is refused', async ([words, code, why]) => {
  const { exitCode, errors } = await type(words)
  expect([exitCode, errors]).toEqual([code, expect.stringMatching(why)])
})

test('the public key is printed alone, its fingerprint beside it', async () => {
  const { output, errors } = await type(['keys', 'public'])
  expect([output, errors]).toEqual(['-----BEGIN PUBLIC KEY-----\n', 'Its fingerprint (SHA-256) is c0ffee\n'])
})

test('a log that was changed is told of and ends with an error', async () => {
  const { errors, exitCode } = await type(['audit', 'verify'], { isIntact: false })
  expect([exitCode, errors]).toEqual([1, expect.stringContaining('Entry 2 was changed.')])
})

test('a secret is never taken from a flag when a connection is changed', async () => {
  const { exitCode, bodies } = await type(['connections', 'edit', 'Procore', '--set', 'clientSecret=x'])
  expect([exitCode, bodies]).toEqual([2, []])
})
