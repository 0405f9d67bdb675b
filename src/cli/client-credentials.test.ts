import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import {
  clientCredentialsChange,
  clientCredentialsList,
  clientCredentialsView,
  type ClientCredentialsView,
} from '#api/contract/client-credentials.ts'
import { connectionView } from '#api/contract/connections.ts'
import { platformList } from '#api/contract/platforms.ts'
import { connection, platforms } from './testing/examples.ts'
import { answer, fakeApi, nothing, type FakeApi } from './testing/fake-api.ts'
import { typeCommand, type Typed } from './testing/type-command.ts'

const secret = 'correct horse battery'
const folder = mkdtempSync(join(tmpdir(), 'gantry-cli-'))
writeFileSync(join(folder, 'secret.txt'), `${secret}\n`)
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let api: FakeApi | undefined
afterEach(() => api?.close())

const redirectUrl = 'https://gantry.example.org/api/v1/sign-in/callback'
const fresh: ClientCredentialsView = {
  platform: { id: 'procore', title: 'Procore' },
  isSet: false,
  values: {},
  secrets: [],
  connections: 0,
  redirectUrl,
}
const set: ClientCredentialsView = {
  ...fresh,
  isSet: true,
  values: { domain: 'https://api.procore.com/', clientId: 'the-app' },
  secrets: ['clientSecret'],
  connections: 2,
}

/** Procore as it is: people sign in through an app that an installation can have once for all. */
const withApp = {
  platforms: platforms.platforms.map((platform) => {
    const fields = platform.ways.flatMap((way) => way.fields)
    return platform.id === 'procore'
      ? {
          ...platform,
          ways: platform.ways.map((way) => ({ ...way, fields, clientFields: fields.map(({ id }) => id) })),
        }
      : platform
  }),
}

async function withServer(words: readonly string[], stored: ClientCredentialsView, typed: Typed = {}) {
  api = await fakeApi({
    listPlatforms: () => answer(platformList, withApp),
    listClientCredentials: () => answer(clientCredentialsList, { credentials: [stored] }),
    showClientCredentials: () => answer(clientCredentialsView, stored),
    setClientCredentials: () =>
      answer(clientCredentialsChange, { credentials: set, signedOut: 0, sentence: 'The client credentials are kept.' }),
    removeClientCredentials: () => nothing(),
    addConnection: () => answer(connectionView, connection),
  })
  return typeCommand([...words, '--server', api.url], { folder, ...typed })
}

const sent = () => JSON.parse(api?.heard.find(({ body }) => body !== '')?.body ?? '{}') as unknown

test('the list tells what is known of the app, and the address to copy', async () => {
  const { output } = await withServer(['client-credentials', 'list'], set)
  expect(output).toBe(`procore\tdomain=https://api.procore.com/ clientId=the-app\t2\t–\t${redirectUrl}\n`)
})

const bySet = ['client-credentials', 'set', 'procore']
const flags = ['--set', 'domain=https://api.procore.com/', '--set', 'clientId=the-app']

test.for([
  ['a file', 'secret.txt', ''],
  ['the standard input', '-', `${secret}\n`],
] as const)('a script gives fields by flags and the secret by %s', async ([, file, input]) => {
  const words = [...bySet, ...flags, '--set-file', `clientSecret=${file}`]
  const { exitCode, output, errors } = await withServer(words, fresh, { input })
  expect([exitCode, errors]).toEqual([0, ''])
  expect(sent()).toEqual({
    values: { domain: 'https://api.procore.com/', clientId: 'the-app', clientSecret: secret },
  })
  expect(output).toContain(redirectUrl)
  expect(output).not.toContain(secret)
})

test('what is not given stays', async () => {
  const { exitCode } = await withServer([...bySet, '--set', 'clientId=another'], set)
  expect(exitCode).toBe(0)
  expect(sent()).toEqual({ values: { domain: 'https://api.procore.com/', clientId: 'another' } })
})

test('a person is asked, sees the address first, and keeps the stored secret by typing nothing', async () => {
  const typed = { isPerson: true, input: '\nanother\n\n' }
  const { exitCode, errors } = await withServer(bySet, set, typed)
  expect([exitCode, errors]).toEqual([0, expect.stringContaining(redirectUrl)])
  expect(sent()).toEqual({ values: { domain: 'https://api.procore.com/', clientId: 'another' } })
})

test.for([
  ['a secret as a flag', ['--set', `clientSecret=${secret}`], /--set-file clientSecret=FILE/],
  ['too little without a terminal', flags, /Client Secret \(--set-file clientSecret=FILE\)/],
] as const)('%s is refused, and nothing is sent', async ([, more, why]) => {
  const { exitCode, errors } = await withServer([...bySet, ...more], fresh)
  expect([exitCode, errors]).toEqual([2, expect.stringMatching(why)])
  expect(errors).not.toContain(secret)
  expect(sent()).toEqual({})
})

test('a platform that has no app is refused with a sentence', async () => {
  const { exitCode, errors } = await withServer(['client-credentials', 'set', 'filesystem'], fresh)
  expect([exitCode, errors]).toEqual([2, 'Disk or share is not signed in to through an app of the installation.\n'])
})

test('they are removed once that is agreed to', async () => {
  const words = ['client-credentials', 'remove', 'procore']
  expect((await withServer(words, set)).exitCode).toBe(2)
  await api?.close()
  const { exitCode, output } = await withServer([...words, '--yes'], set)
  expect([exitCode, output]).toEqual([0, 'Removed the client credentials for Procore.\n'])
})

test('a connection is added that uses them and is asked for none of their fields', async () => {
  const words = ['connections', 'add', 'procore', '--way', 'code', '--client', 'default', '--no-test']
  const { exitCode, errors } = await withServer(words, set)
  expect([exitCode, errors]).toEqual([0, ''])
  expect(sent()).toMatchObject({ way: 'code', client: 'default', values: {} })
})
