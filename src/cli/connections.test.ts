import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, expect, test } from 'vitest'
import {
  connectionChange,
  connectionList,
  connectionTest,
  connectionView,
  scopeChoices,
  signInView,
} from '#api/contract/connections.ts'
import { platformList } from '#api/contract/platforms.ts'
import { connection, platforms } from './testing/examples.ts'
import { answer, fakeApi, nothing, refuse, type FakeApi } from './testing/fake-api.ts'
import { typeCommand, type Typed } from './testing/type-command.ts'

const secret = 'correct horse battery'
let folder = ''
let api: FakeApi | undefined

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-cli-'))
  await writeFile(join(folder, 'secret.txt'), `${secret}\n`)
  await writeFile(join(folder, 'empty.txt'), '\n')
})
afterEach(() => api?.close())

const healthy = { ...connection, health: 'healthy', testedAt: '2026-03-02T08:00:00.000Z' } as const
const project = { name: 'spaces', what: 'Project', outcome: 'passed', sentence: 'It sees 2.' } as const
const known = {
  ...connection,
  account: 'Robot 7',
  lastTest: { at: '2026-03-02T08:00:00.000Z', succeeded: true, checks: [project] },
}

const choices = [
  {
    id: 'company',
    label: 'Company',
    all: 'All companies',
    choices: [
      { value: '1', label: 'Acme', within: {} },
      { value: '2', label: 'Builders', within: {} },
    ],
  },
  {
    id: 'project',
    label: 'Project',
    all: 'All projects',
    choices: [
      { value: '10', label: 'Tower', within: { company: '1' } },
      { value: '20', label: 'Bridge', within: { company: '2' } },
    ],
  },
]

async function withServer(
  words: readonly string[],
  typed: Typed = {},
  outcome: 'healthy' | 'sign-in-needed' | 'failing' = 'healthy',
) {
  let looks = 0
  const after = {
    ...healthy,
    health: outcome,
    ...(outcome !== 'healthy' && { healthReason: 'Procore refused the secret.' }),
  }
  api = await fakeApi({
    listPlatforms: () => answer(platformList, platforms),
    listConnections: () => answer(connectionList, { connections: [healthy] }),
    addConnection: () => answer(connectionView, connection),
    listChoices: () => answer(scopeChoices, { fields: choices }),
    changeConnection: () =>
      answer(connectionChange, { connection, secretsWiped: false, sentence: '“Procore” was changed.' }),
    showConnection: () => answer(connectionView, ++looks < 2 ? known : after),
    removeConnection: () => nothing(),
    beginSignIn: () =>
      answer(signInView, {
        url: 'https://login.procore.com/oauth/authorize?x=y',
        expiresAt: '2099-01-01T00:00:00.000Z',
      }),
    testConnection: () =>
      answer(connectionTest, {
        succeeded: outcome === 'healthy',
        sentence: outcome === 'healthy' ? 'Connection test succeeded' : 'Procore refused the secret. Enter it again.',
        checks: [{ name: 'sign-in', outcome: outcome === 'healthy' ? 'passed' : 'failed', sentence: 'As Gantry.' }],
        connection: after,
      }),
  })
  return typeCommand(['connections', ...words, '--server', api.url], { folder, ...typed })
}

const added = () => JSON.parse(api?.heard.find(({ route }) => route === 'addConnection')?.body ?? '{}') as unknown
const account = ['add', 'procore', '--way', 'client-credentials', '--set', 'clientId=the-app']

test('a script gives fields by flags and secrets by files, and the connection is tested at once', async () => {
  const { exitCode, output, errors } = await withServer([
    ...account,
    '--set-file',
    'clientSecret=secret.txt',
    '--name',
    'Site',
  ])
  expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' })
  expect(added()).toEqual({
    platform: 'procore',
    name: 'Site',
    way: 'client-credentials',
    client: 'own',
    values: { clientId: 'the-app', clientSecret: secret },
  })
  expect(output).toContain('passed\tsign-in\tAs Gantry.')
  expect(output).toContain('Connection test succeeded')
  expect(output + errors).not.toContain(secret)
})

test('a secret may come through the standard input', async () => {
  await withServer([...account, '--set-file', 'clientSecret=-'], { input: `${secret}\n` })
  expect(added()).toMatchObject({ values: { clientSecret: secret } })
})

test.each<[string, readonly string[], string]>([
  ['a secret as a flag', ['--set', `clientSecret=${secret}`], '--set-file clientSecret=FILE'],
  ['a field without a sign between', ['--set', secret], 'FIELD=VALUE'],
  ['a field that is not there', ['--set', `clientSecrt=${secret}`], 'Did you mean clientSecret?'],
  ['an empty file', ['--set-file', 'clientSecret=empty.txt'], 'it is empty'],
  ['too few fields without a terminal', [], 'Client Secret (--set-file clientSecret=FILE)'],
])('%s is refused, and no value is repeated', async (_, flags, sentence) => {
  const { exitCode, output, errors } = await withServer([...account, ...flags])
  expect(exitCode).toBe(2)
  expect(errors).toContain(sentence)
  expect(output + errors).not.toContain(secret)
  expect(added()).toEqual({})
})

test('a file that is not there is told of', async () => {
  const { exitCode, errors } = await withServer([...account, '--set-file', 'clientSecret=gone.txt'])
  expect(exitCode).toBe(1)
  expect(errors).toContain('Client Secret cannot be read from gone.txt')
})

test('a person is asked for what is missing, and what is typed for a secret is not shown', async () => {
  const { exitCode, output, errors } = await withServer(['add', 'procore', '--way', 'client-credentials'], {
    isPerson: true,
    input: `the-app\n${secret}\n\n`,
  })
  expect(exitCode).toBe(0)
  expect(added()).toMatchObject({ values: { clientId: 'the-app', clientSecret: secret } })
  expect(errors).toContain('Client Secret')
  expect(output + errors).not.toContain(secret)
})

test('once it works a person chooses company and project among those that it sees', async () => {
  const typed = { isPerson: true, input: 'Buil\nBrid' }
  await withServer([...account, '--set-file', 'clientSecret=secret.txt'], typed)
  const change = api?.heard.find(({ route }) => route === 'changeConnection')
  expect(JSON.parse(change?.body ?? '{}')).toEqual({ values: { company: '2', project: '20' } })
})

test('what a connection can be narrowed to is listed with the values to give', async () => {
  const { output } = await withServer(['choices', 'Procore'])
  expect(output).toContain('company\t\tAll companies\tchosen\n')
  expect(output).toContain('project\t20\tBridge (company 2)\t\n')
})

test('a failed test says why, keeps the connection and has its exit code', async () => {
  const words = [...account, '--set-file', 'clientSecret=secret.txt']
  const failing = await withServer(words, {}, 'failing')
  expect(failing.exitCode).toBe(1)
  expect(failing.errors).toContain('Procore refused the secret. Enter it again.')
  await api?.close()
  expect((await withServer(words, {}, 'sign-in-needed')).exitCode).toBe(4)
})

test('where a person signs in the address is printed, and the end is waited for', async () => {
  const { exitCode, output, errors } = await withServer(['add', 'procore', '--set', 'domain=https://api.procore.com/'])
  expect(exitCode).toBe(0)
  expect(errors).toContain('https://login.procore.com/oauth/authorize?x=y')
  expect(output).toContain('Connection test succeeded')
})

test('a sign-in that fails tells why', async () => {
  const { exitCode, errors } = await withServer(['sign-in', 'Procore'], {}, 'sign-in-needed')
  expect(exitCode).toBe(4)
  expect(errors).toContain('Procore refused the secret.')
})

test('a sign-in that nobody waits for longer is told of', async () => {
  api = await fakeApi({
    showConnection: () => answer(connectionView, connection),
    beginSignIn: () => answer(signInView, { url: 'https://login.procore.com/', expiresAt: '2099-01-01T00:00:00.000Z' }),
  })
  const words = ['connections', 'sign-in', 'Procore', '--server', api.url]
  const { exitCode, errors } = await typeCommand(words, { interrupted: AbortSignal.timeout(200) })
  expect(exitCode).toBe(4)
  expect(errors).toContain('Begin again with: gantry connections sign-in Procore')
})

test('a platform or way that is not there is answered with the nearest', async () => {
  const platform = await withServer(['add', 'procor'])
  expect(platform).toMatchObject({ exitCode: 2, errors: 'There is no platform “procor”. Did you mean procore?\n' })
  await api?.close()
  const way = await withServer(['add', 'procore', '--way', 'client-credential'])
  expect(way).toMatchObject({ exitCode: 2, errors: expect.stringContaining('Did you mean client-credentials?') })
})

test('the folder of a disk becomes absolute', async () => {
  await withServer(['add', 'filesystem', '--set', 'root=share', '--no-test'])
  expect(added()).toMatchObject({ values: { root: join(folder, 'share') } })
})

test('the list is for people, and for programs the answer of the API', async () => {
  const { output } = await withServer(['list'])
  expect(output).toMatch(/^Procore\tProcore\t\thealthy\t2026-03-02 \d\d:\d\d\t\n$/)
  await api?.close()
  const { output: json } = await withServer(['list', '--json'])
  expect(connectionList.parse(JSON.parse(json)).connections).toEqual([healthy])
})

test('the list is narrowed by words, platform, state and owner', async () => {
  await withServer(['list', '--text', 'pro', '--platform', 'procore', '--state', 'healthy', '--owner', '4'])
  expect(api?.heard.at(-1)?.query).toMatchObject({ text: 'pro', platform: 'procore', health: 'healthy', owner: '4' })
  await api?.close()
  const wrong = await withServer(['list', '--state', 'health'])
  expect(wrong).toMatchObject({ exitCode: 2, errors: expect.stringContaining('Did you mean healthy?') })
})

test('one is shown with its account and what its last test looked at', async () => {
  const { output } = await withServer(['show', 'Procore'])
  expect(output).toContain('clientId\tthe-app\n')
  expect(output).toContain('Account\tRobot 7\n')
  expect(output).toContain('passed\tproject\tIt sees 2.\n')
})

test('a test writes only when that is asked for, and where', async () => {
  for (const [flags, wish] of [
    [[], {}],
    [['--write'], { writes: true }],
    [['--write', 'Harbour/Plans'], { writes: true, folder: 'Harbour/Plans' }],
  ] as const) {
    await withServer(['test', 'Procore', ...flags])
    expect(JSON.parse(api?.heard.at(-1)?.body ?? '')).toEqual(wish)
    await api?.close()
  }
})

test('nothing is removed before a person has agreed', async () => {
  const { exitCode, errors } = await withServer(['remove', 'Procore'])
  expect(exitCode).toBe(2)
  expect(errors).toContain('--yes')
  expect(api?.heard.map(({ route }) => route)).not.toContain('removeConnection')
})

test('with the agreement given it is removed', async () => {
  const { exitCode, output } = await withServer(['remove', 'Procore', '--yes'])
  expect({ exitCode, output }).toEqual({ exitCode: 0, output: 'Removed the connection “Procore”.\n' })
  expect(api?.heard.at(-1)).toMatchObject({ route: 'removeConnection', parts: { connection: '7' } })
})

test('a token is presented from the data folder, and a wrong one is explained', async () => {
  await writeFile(join(folder, 'local.token'), 'the-token\n')
  api = await fakeApi({ listConnections: () => refuse('unauthorised', 401, 'The token is not known here.') })
  const { exitCode, errors } = await typeCommand(['connections', 'list', '--server', api.url, '--data', folder])
  expect(api.heard[0]?.token).toBe('the-token')
  expect(exitCode).toBe(1)
  expect(errors).toContain(`The token is not known here. The token is the one in ${join(folder, 'local.token')}`)
  expect(errors).not.toContain('the-token')
})

test('a Gantry elsewhere is never shown the token of this machine', async () => {
  const { tokenFor } = await import('./token.ts')
  const { readSettings } = await import('#config')
  const settings = readSettings({ flags: { data: folder } })
  expect(tokenFor('https://gantry.example.org', settings)).toEqual({
    tokenAdvice: 'Name the file of an API token with --token-file.',
  })
})

test('a file of a connection is printed as it is, or saved', async () => {
  const content = { status: 200, type: 'application/octet-stream', body: 'a,b\r\nc' }
  api = await fakeApi({ downloadContent: () => content })
  const words = ['cat', 'Procore:Harbour/a.csv', '--server', api.url]
  const printed = await typeCommand([...words, '--file-version', '7'])
  expect(printed).toEqual({ exitCode: 0, output: content.body, errors: '' })
  expect(api.heard[0]?.query).toEqual({ location: 'Procore:Harbour/a.csv', version: '7' })
  await typeCommand([...words, '--output', 'a.csv'], { folder })
  expect(await readFile(join(folder, 'a.csv'), 'utf8')).toBe(content.body)
})
