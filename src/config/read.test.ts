import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { defaultDataFolder, flagOf, readSettings, settingNames, settingTable, shown, variableOf } from '#config'

let data: string

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'gantry-settings-'))
})

afterEach(async () => {
  await rm(data, { recursive: true, force: true })
})

/** Reads with a data folder of its own, so that the machine's own settings do not count. */
const read = (environment: Record<string, string> = {}, flags: Record<string, unknown> = {}, file?: string) =>
  readSettings({ flags: { data, ...flags }, environment, file })

describe('a value', () => {
  test('comes from its default when nobody gives one, or is absent', () => {
    const { settings, origins } = read()
    expect(settings).toMatchObject({ port: 7070, host: '127.0.0.1', logLevel: 'info', procoreTrackingWord: 'Gantry' })
    expect('databaseUrl' in settings).toBe(false)
    expect(origins.port).toBe('default')
    expect(origins.databaseUrl).toBe('default')
  })

  test('from a flag wins over the environment, that over the file', async () => {
    await writeFile(join(data, 'settings.yaml'), 'port: 1\nworkers: 2\nhost: 0.0.0.0\n')
    const { settings, origins } = read({ GANTRY_PORT: '3', GANTRY_WORKERS: '4' }, { port: '5' })
    expect(settings).toMatchObject({ port: 5, workers: 4, host: '0.0.0.0' })
    expect(origins).toMatchObject({
      port: 'flag --port',
      workers: 'environment GANTRY_WORKERS',
      host: `file ${join(data, 'settings.yaml')}`,
      logLevel: 'default',
    })
  })

  test('of the database is taken from DATABASE_URL too, and from our own variable first', () => {
    expect(read({ DATABASE_URL: 'postgres://a/b' }).origins.databaseUrl).toBe('environment DATABASE_URL')
    const both = read({ DATABASE_URL: 'postgres://a/b', GANTRY_DATABASE_URL: 'postgres://c/d' })
    expect(both.settings.databaseUrl).toBe('postgres://c/d')
  })

  test('that is an empty variable counts as not given', () => {
    expect(read({ GANTRY_PORT: '', DATABASE_URL: '' }).settings).toMatchObject({ port: 7070 })
  })

  test('that is a path is made whole', () => {
    expect(read({ GANTRY_TOKEN_FILE: '~/token' }).settings.tokenFile).toBe(join(homedir(), 'token'))
  })
})

describe('a refusal', () => {
  const refusals: [string, Record<string, string>, Record<string, unknown>, RegExp][] = [
    [
      'of a wrong number',
      { GANTRY_PORT: '70707' },
      {},
      /port \(environment GANTRY_PORT\) must be a whole number from 0 to 65535, not “70707”/,
    ],
    [
      'of a number that is none',
      {},
      { workers: 'many' },
      /workers \(flag --workers\) must be a whole number.*not “many”/,
    ],
    ['of a wrong choice', { GANTRY_LOG_LEVEL: 'loud' }, {}, /logLevel .* must be one of trace, debug, info/],
    ['of a wrong address', { GANTRY_PUBLIC_URL: 'ftp://x' }, {}, /must be an address that begins with http/],
    [
      'of an unknown variable',
      { GANTRY_PROT: '1' },
      {},
      /no setting for the variable GANTRY_PROT\. Did you mean GANTRY_PORT\?/,
    ],
    ['of an unknown flag', {}, { databaseURI: 'x' }, /no flag --database-u-r-i\. Did you mean --database-url\?/],
    ['of a header that would break', {}, { procoreTrackingWord: 'a\r\nb' }, /plain letters/],
  ]
  test.each(refusals)('%s names the place and what is expected', (_, environment, flags, message) => {
    expect(() => read(environment, flags)).toThrow(message)
  })

  test('never shows an address that may hold a password', () => {
    expect(() => read({ DATABASE_URL: 'mysql://user:hunter2@host/db' })).toThrow(/^(?!.*hunter2).*postgres:\/\//)
  })

  test('of an unknown line in the file suggests the right one', async () => {
    await writeFile(join(data, 'settings.yaml'), 'log-level: debug\n')
    expect(() => read()).toThrow(/no setting log-level \(file .*settings\.yaml\)\. Did you mean logLevel\?/)
  })

  test('of a file that is no YAML, or no table, or was named and is not there', async () => {
    const file = join(data, 'settings.yaml')
    await writeFile(file, 'port: [1')
    expect(() => read()).toThrow(/is no YAML: .*[^:]$/)
    await writeFile(file, '- port')
    expect(() => read()).toThrow(/lines such as/)
    expect(() => read({}, {}, join(data, 'absent.yaml'))).toThrow(/does not exist/)
  })

  test('of a data folder that its own settings file would move', async () => {
    await writeFile(join(data, 'settings.yaml'), 'data: /elsewhere\n')
    expect(() => read()).toThrow(/cannot be changed by the settings file inside it/)
    await writeFile(join(data, 'settings.yaml'), `data: ${data}\nport: 82\n`)
    expect(read().settings.port).toBe(82)
  })
})

test('a settings file elsewhere may name the data folder', async () => {
  const file = join(data, 'my.yaml')
  await writeFile(file, 'data: /elsewhere\nport: 81\n')
  const { settings, origins } = readSettings({ file })
  expect(settings).toMatchObject({ data: '/elsewhere', port: 81 })
  expect(origins.data).toBe(`file ${file}`)
  expect(readSettings({ environment: { GANTRY_SETTINGS: file } }).settings.port).toBe(81)
})

test('an empty file says nothing', async () => {
  await writeFile(join(data, 'settings.yaml'), '# nothing yet\n')
  expect(read().settings.port).toBe(7070)
})

test('the variables that Kubernetes sets beside a service called gantry are not settings', () => {
  const environment = {
    GANTRY_PORT: 'tcp://10.0.0.1:80',
    GANTRY_SERVICE_HOST: '10.0.0.1',
    GANTRY_PORT_80_TCP: 'tcp://10.0.0.1:80',
  }
  expect(read(environment).settings.port).toBe(7070)
})

test('a password is covered where settings are shown', () => {
  expect(shown('databaseUrl', 'postgres://user:hunter2@host/db')).toBe('postgres://user:***@host/db')
  expect(shown('databaseUrl', 'postgres://host/db?user=u&password=hunter2')).not.toContain('hunter2')
  expect(shown('port', 7070)).toBe('7070')
})

test('every setting has a sentence, and its default passes its own check', () => {
  for (const name of settingNames) {
    const setting = settingTable[name]
    expect(setting.sentence).toMatch(/^[A-Z].*\.$/)
    if ('default' in setting) expect(setting.schema.parse(setting.default)).toBe(setting.default)
  }
})

test('names become flags and variables', () => {
  expect(flagOf('procoreTrackingWord')).toBe('procore-tracking-word')
  expect(variableOf('procoreTrackingWord')).toBe('GANTRY_PROCORE_TRACKING_WORD')
})

test('the data folder is the system’s for root and one’s own for everyone else', () => {
  expect(defaultDataFolder(true, '/root')).toBe('/var/lib/gantry')
  expect(defaultDataFolder(false, '/home/ada')).toBe('/home/ada/.local/share/gantry')
})
