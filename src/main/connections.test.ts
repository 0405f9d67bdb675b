import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { parsePath, type Entry, type Platform } from '#platform'
import { scriptedServer } from '../platforms/procore/testing/scripted-server.ts'
import { goodCode, harbour } from './testing/harbour.ts'
import { openTestHouse, sharedHouse, type TestHouse } from './testing/house.ts'

const secret = 'sesame-4711'
const values = { domain: 'https://harbour.example', clientId: 'crane', clientSecret: secret }

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'gantry-connections-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

async function addDisk(house: TestHouse, root: string, name?: string) {
  const { status, json } = await house.ask('POST', '/connections', {
    json: { platform: 'filesystem', name, values: { root } },
  })
  expect([status, json['detail']]).toEqual([201, undefined])
  return json
}

describe('connections', () => {
  const shared = sharedHouse({ platforms: [harbour()] })

  test('get a name of their own, are shown by name and id, and are removed', async () => {
    await using house = await openTestHouse()
    const root = folder()
    const first = await addDisk(house, root)
    const second = await addDisk(house, root)
    expect([first['name'], second['name']]).toEqual(['Disk or share', 'Disk or share 2'])
    expect((await house.ask('GET', '/connections/disk%20or%20share%202')).json['id']).toBe(second['id'])
    expect((await house.ask('GET', `/connections/${String(first['id'])}`)).json).toMatchObject({ settings: { root } })
    expect((await house.ask('DELETE', '/connections/Disk%20or%20share')).status).toBe(204)
    const { json } = await house.ask('GET', '/connections')
    expect(json['connections']).toMatchObject([{ name: 'Disk or share 2', health: 'never-tested' }])
    const missing = await house.ask('GET', '/connections/Disk')
    expect([missing.status, missing.json['detail']]).toEqual([404, expect.stringContaining('Disk or share 2')])
  })

  test.for([
    ['a platform that there is not', { platform: 'harbor', values }, /no platform “harbor”. Did you mean “harbour”/],
    ['a way that there is not', { platform: 'harbour', way: 'x', values }, /There are: person, service/],
    [
      'a field that there is not',
      { platform: 'harbour', values: { ...values, clientID2: 'x' } },
      /Did you mean “clientId”/,
    ],
    [
      'a field that is missing',
      { platform: 'harbour', values: { ...values, clientSecret: '' } },
      /“Client secret” .* missing/,
    ],
    [
      'an address without encryption',
      { platform: 'harbour', values: { ...values, domain: 'http://harbour.example' } },
      /https/,
    ],
    [
      'an address with a password',
      { platform: 'harbour', values: { ...values, domain: 'https://a:b@h.example' } },
      /user or a password/,
    ],
    ['a folder that is no absolute path', { platform: 'filesystem', values: { root: 'here' } }, /absolute path/],
    ['a name with a colon', { platform: 'harbour', name: 'a:b', values }, /colons and slashes/],
    ['a name that looks like an id', { platform: 'harbour', name: '12', values }, /taken for an id/],
  ] as const)('%s is refused with a sentence', async ([, json, detail]) => {
    const house = shared()
    const { json: before } = await house.ask('GET', '/connections')
    const answer = await house.ask('POST', '/connections', { json })
    expect([answer.status, answer.json['detail']]).toEqual([400, expect.stringMatching(detail)])
    expect((await house.ask('GET', '/connections')).json).toEqual(before)
  })

  test('a name that is taken is refused whatever the case of its letters', async () => {
    const house = shared()
    await addDisk(house, folder(), 'Taken')
    const { status, json } = await house.ask('POST', '/connections', {
      json: { platform: 'filesystem', name: 'TAKEN', values: { root: folder() } },
    })
    expect([status, json['code']]).toEqual([409, 'conflict'])
  })

  test('one that a job uses stays, and the sentence names the job', async () => {
    await using house = await openTestHouse()
    const root = folder()
    await addDisk(house, folder(), 'Share')
    const job = await house.ask('POST', '/jobs', {
      json: { name: 'Close-out', source: 'Share:', destination: folder() },
    })
    const refused = await house.ask('DELETE', '/connections/Share')
    expect([refused.status, refused.json['detail']]).toEqual([409, expect.stringContaining('“Close-out”')])
    expect(refused.json['jobs']).toEqual([{ id: job.json['id'], name: 'Close-out' }])
    const others = Array.from({ length: 21 }, (_, at) => ({ name: `Other ${at}`, source: 'Share:', destination: root }))
    const added = await Promise.all(others.map((json) => house.ask('POST', '/jobs', { json })))
    const { json: many } = await house.ask('DELETE', '/connections/Share')
    expect(many['detail']).toMatch(/“Close-out”, .* and 2 more\. Remove or change them first\.$/)
    expect(many['jobs']).toHaveLength(20)
    await Promise.all([job, ...added].map(({ json }) => house.ask('DELETE', `/jobs/${String(json['id'])}`)))
    expect((await house.ask('DELETE', '/connections/Share')).status).toBe(204)
  })

  test('a test reads a byte of a file, and its outcome stays as the health', async () => {
    const house = shared()
    const root = folder()
    mkdirSync(join(root, 'Plans'))
    writeFileSync(join(root, 'Plans', 'A-101.pdf'), 'x')
    await addDisk(house, root, 'Tested')
    const good = await house.ask('POST', '/connections/Tested/test')
    expect(good.json).toMatchObject({
      succeeded: true,
      sentence: 'Connection test succeeded',
      connection: { health: 'healthy' },
    })
    expect(good.text).toContain('“A-101.pdf” can be read.')
    rmSync(root, { recursive: true })
    const bad = await house.ask('POST', '/connections/Tested/test')
    expect(bad.json).toMatchObject({ succeeded: false, connection: { health: 'failing' } })
    expect(bad.json['sentence']).toMatch(/is not there/)
    expect((bad.json['checks'] as { outcome: string }[]).map(({ outcome }) => outcome)).toEqual([
      'failed',
      ...Array<string>(4).fill('skipped'),
    ])
  })

  test('a service account whose name does not tell of Gantry works, with a warning', async () => {
    await using house = await openTestHouse({ platforms: [harbour('Robot 7')] })
    await house.ask('POST', '/connections', { json: { platform: 'harbour', way: 'service', values } })
    const { json } = await house.ask('POST', '/connections/Harbour/test')
    expect(json['succeeded']).toBe(true)
    const shown = await house.ask('GET', '/connections/Harbour')
    expect(shown.json).toMatchObject({ account: 'Robot 7', lastTest: { succeeded: true, checks: json['checks'] } })
    const { json: list } = await house.ask('GET', '/connections')
    expect(list['connections']).toMatchObject([{ account: 'Robot 7' }])
    await house.ask('PATCH', '/connections/Harbour', { json: { values: { clientId: 'hook' } } })
    expect((await house.ask('GET', '/connections/Harbour')).json).not.toHaveProperty('lastTest')
    expect(json['checks']).toContainEqual({
      name: 'account',
      outcome: 'warning',
      sentence: expect.stringContaining('Put “Gantry” into its name') as string,
    })
  })

  test('secrets are in no answer, no log and no row', async () => {
    await using house = await openTestHouse({ platforms: [harbour()] })
    const answers = [await house.ask('POST', '/connections', { json: { platform: 'harbour', values } })]
    answers.push(await house.ask('POST', '/connections', { json: { platform: 'harbour', name: 'a:b', values } }))
    answers.push(
      await house.ask('POST', '/connections', { json: { platform: 'harbour', values: { ...values, x: secret } } }),
    )
    answers.push(await house.ask('GET', '/connections'), await house.ask('POST', '/connections/Harbour/test'))
    answers.push(await house.ask('POST', '/connections/Harbour/sign-in'))
    expect(answers.map(({ text }) => text).join()).not.toContain(secret)
    expect(house.log()).not.toContain(secret)
    expect(house.log()).not.toContain(house.token)
  })
})

describe('a connection that is changed', () => {
  const shared = sharedHouse({ platforms: [harbour()] })
  let count = 0

  async function service() {
    const house = shared()
    const name = `Service ${++count}`
    const { json } = await house.ask('POST', '/connections', {
      json: { platform: 'harbour', way: 'service', name, values },
    })
    const path = `/connections/${String(json['id'])}`
    const change = (json: object) => house.ask('PATCH', path, { json })
    return { house, path, name, change }
  }

  test('keeps its secrets as long as it leads to the same address, and what it was is in the audit log', async () => {
    const { house, path, name, change } = await service()
    const renamed = await change({ name: `${name} renamed`, values: { clientId: 'hook' } })
    expect(renamed.json).toMatchObject({
      secretsWiped: false,
      connection: { name: `${name} renamed`, settings: { clientId: 'hook' } },
    })
    expect((await house.ask('POST', `${path}/test`)).json['succeeded']).toBe(true)
    const { json } = await house.ask('GET', '/audit?act=connection.changed&limit=1')
    expect(json['entries']).toMatchObject([{ changed: ['name', 'clientId'], subject: { name: `${name} renamed` } }])
  })

  test('forgets them when it leads elsewhere, says which to give again, and keeps its jobs', async () => {
    const { house, path, name, change } = await service()
    const moved = await change({ values: { domain: 'https://elsewhere.example' } })
    expect(moved.json).toMatchObject({
      secretsWiped: true,
      sentence: expect.stringMatching(/another address .* Give again: Client secret/) as string,
    })
    expect(await house.ask('GET', path)).toMatchObject({ json: { name, settings: { clientId: 'crane' } } })
    const again = await change({ values: { clientSecret: 'another' } })
    expect(again.json).toMatchObject({ secretsWiped: false, connection: { health: 'never-tested' } })
  })

  test.for([
    [{ values: { anchor: 'x' } }, 400, /no field “anchor”/],
    [{ values: { clientId: '' } }, 400, /“Client ID” .* missing/],
    [{ values: { domain: 'http://harbour.example' } }, 400, /https/],
    [{ name: 'a:b' }, 400, /colons and slashes/],
    [{ client: 'default' }, 409, /no client credentials for Harbour/],
    [{ speed: 1 }, 400, /no field “speed”/],
  ] as const)('%j is refused and changes nothing', async ([json, status, detail]) => {
    const { house, path, change } = await service()
    const before = (await house.ask('GET', path)).json
    const answer = await change(json)
    expect([answer.status, answer.json['detail']]).toEqual([status, expect.stringMatching(detail)])
    expect((await house.ask('GET', path)).json).toEqual(before)
  })

  test('is paused: jobs that use it start no more until it is enabled', async () => {
    await using house = await openTestHouse()
    await addDisk(house, folder(), 'Share')
    const job = await house.ask('POST', '/jobs', { json: { source: 'Share:', destination: folder() } })
    const start = () => house.ask('POST', `/jobs/${String(job.json['id'])}/runs`)
    const paused = await house.ask('PATCH', '/connections/Share', { json: { isDisabled: true } })
    expect(paused.json).toMatchObject({ connection: { health: 'paused', isDisabled: true, jobs: 1 } })
    expect((await house.ask('GET', '/connections?health=paused')).json['connections']).toHaveLength(1)
    const refused = await start()
    expect([refused.status, refused.json['detail']]).toEqual([409, expect.stringContaining('“Share” is paused')])
    await house.ask('PATCH', '/connections/Share', { json: { isDisabled: false } })
    expect((await start()).status).toBe(201)
    const acts = (await house.ask('GET', '/audit')).json['entries'] as { act: string }[]
    expect(acts.map(({ act }) => act).toReversed()).toEqual([
      'connection.added',
      'job.added',
      'connection.disabled',
      'connection.enabled',
      'run.started',
    ])
  })

  test('is duplicated with what the form asked for, under a name of its own', async () => {
    const { house, path, name } = await service()
    const copy = await house.ask('POST', `${path}/duplicate`, { json: {} })
    expect(copy.json).toMatchObject({ name: `${name} 2`, health: 'never-tested', settings: { clientId: 'crane' } })
    const tested = await house.ask('POST', `/connections/${String(copy.json['id'])}/test`)
    expect(tested.json['succeeded']).toBe(true)
  })

  test('a test writes, reads back and deletes a file only when that is asked for', async () => {
    await using house = await openTestHouse()
    const root = folder()
    mkdirSync(join(root, 'Plans'))
    await addDisk(house, root, 'Share')
    const plain = await house.ask('POST', '/connections/Share/test')
    expect(plain.text).not.toContain('“write”')
    const { json } = await house.ask('POST', '/connections/Share/test', { json: { writes: true, folder: 'Plans' } })
    expect(json['checks']).toMatchObject([{}, {}, {}, {}, {}, { name: 'write', outcome: 'passed' }, { name: 'delete' }])
    expect(json['succeeded']).toBe(true)
    expect(readdirSync(join(root, 'Plans'))).toEqual([])
    const nowhere = await house.ask('POST', '/connections/Share/test', { json: { writes: true, folder: 'No/such' } })
    expect(nowhere.json['succeeded']).toBe(false)
    const { json: told } = await house.ask('GET', '/connections/Share/troubles')
    expect(told['troubles']).toMatchObject([{ sentence: nowhere.json['sentence'] }])
  })
})

describe('what a connection can be narrowed to', () => {
  const names = [
    { id: 1, name: 'Acme' },
    { id: 2, name: 'Builders' },
  ]
  const projects = [{ id: 10, name: 'Tower' }]

  /** A Procore that tells a service account of nothing until it names its company. */
  const strict: Parameters<typeof scriptedServer>[0] = ({ path, headers, query }) => {
    if (path === '/oauth/token') return { body: { access_token: 'a' } }
    if (path === '/rest/v1.0/me') return { body: { id: 7, name: 'Gantry robot', login: 'robot' } }
    const company = headers['procore-company-id']
    const page = (body: readonly object[]) => ({ body, headers: { total: String(body.length), 'per-page': '100' } })
    if (path.endsWith('/companies')) return company === undefined ? { status: 403, body: {} } : page(names)
    if (path.endsWith('/projects')) return page(query.get('company_id') === '1' ? projects : [])
    return { status: 404, body: {} }
  }

  test('is all that its account sees, also where it is narrowed already', async () => {
    await using procore = await scriptedServer(strict)
    await using house = await openTestHouse({ settings: { allowedNetworks: ['loopback'] } })
    const values = { domain: procore.origin, clientId: 'crane', clientSecret: secret, company: '1', project: '10' }
    const json = { platform: 'procore', way: 'client-credentials', values }
    await house.ask('POST', '/connections', { json })
    const choices = await house.ask('GET', '/connections/Procore/choices')
    expect(choices.json).toEqual({
      fields: [
        {
          id: 'company',
          label: 'Company',
          all: 'All companies',
          chosen: '1',
          choices: [{ value: '1', label: 'Acme', within: {} }],
        },
        {
          id: 'project',
          label: 'Project',
          all: 'All projects',
          chosen: '10',
          choices: [{ value: '10', label: 'Tower', within: { company: '1' } }],
        },
      ],
    })
    await house.ask('POST', '/connections/Procore/test')
    const named = await house.ask('GET', '/connections/Procore')
    expect(named.json['scopeNames']).toEqual({ company: 'Acme', project: 'Tower' })
    await house.ask('PATCH', '/connections/Procore', { json: { values: { project: '99' } } })
    expect((await house.ask('GET', '/connections/Procore')).json).not.toHaveProperty('scopeNames')
    const tested = await house.ask('POST', '/connections/Procore/test')
    expect(tested.json['checks']).toMatchObject([
      { name: 'sign-in' },
      { name: 'account' },
      { name: 'spaces', what: 'Company', outcome: 'passed', sentence: '“Acme” is seen; it is narrowed to that.' },
      { name: 'spaces', what: 'Project', outcome: 'failed', sentence: expect.stringContaining('99') as string },
      { name: 'list', outcome: 'skipped' },
      { name: 'read', outcome: 'skipped' },
    ])
    const all = await house.ask('PATCH', '/connections/Procore', { json: { values: { company: '', project: '' } } })
    expect(all.status).toBe(200)
    const refused = await house.ask('GET', '/connections/Procore/choices')
    expect([refused.status, refused.json['detail']]).toEqual([403, expect.stringContaining('Procore')])
  })

  test('is nothing where the platform has no such fields', async () => {
    await using house = await openTestHouse()
    await addDisk(house, folder(), 'Share')
    expect((await house.ask('GET', '/connections/Share/choices')).json).toEqual({ fields: [] })
  })
})

describe('the list of connections', () => {
  test('is searched, filtered, sorted and paged', async () => {
    await using house = await openTestHouse({ platforms: [harbour()] })
    for (const name of ['Bravo', 'alpha', 'Charlie', '100% done', 'Delta']) await addDisk(house, folder(), name)
    await house.ask('POST', '/connections', { json: { platform: 'harbour', name: 'Echo', values } })
    await house.ask('POST', '/connections/Delta/test')
    const names = async (query: string) => {
      const found: string[] = []
      let after = ''
      do {
        const { json } = await house.ask('GET', `/connections?limit=2${query}${after && `&after=${after}`}`)
        found.push(...(json['connections'] as { name: string }[]).map(({ name }) => name))
        after = (json['next'] as string | undefined) ?? ''
      } while (after !== '')
      return found
    }
    expect(await names('')).toEqual(['100% done', 'alpha', 'Bravo', 'Charlie', 'Delta', 'Echo'])
    expect(await names('&sort=-name')).toEqual(['Echo', 'Delta', 'Charlie', 'Bravo', 'alpha', '100% done'])
    expect(await names('&sort=-created')).toEqual(['Echo', 'Delta', '100% done', 'Charlie', 'alpha', 'Bravo'])
    expect((await names('&sort=-tested'))[0]).toBe('Delta')
    expect(await names('&sort=-platform&text=a')).toEqual(['Delta', 'Charlie', 'alpha', 'Bravo'])
    expect(await names('&text=%25')).toEqual(['100% done'])
    expect(await names('&platform=harbour')).toEqual(['Echo'])
    expect(await names('&health=healthy')).toEqual(['Delta'])
    expect(await names('&health=limited')).toEqual([])
    expect(await names('&owner=1')).toEqual([])
    for (const after of [
      'x',
      Buffer.from('["a","b"]').toString('base64url'),
      Buffer.from('{}').toString('base64url'),
    ]) {
      expect((await house.ask('GET', `/connections?after=${after}`)).status).toBe(400)
    }
  })
})

describe('the content of a connection', () => {
  test('is listed with where it is, and a file is downloaded under its name, never as a page', async () => {
    await using house = await openTestHouse()
    const root = join(folder(), 'share')
    mkdirSync(root)
    const content = '<script>alert(1)</script>'
    writeFileSync(join(root, 'Plän "A".html'), content)
    await addDisk(house, root, 'Share')
    for (const location of ['Share:', root]) {
      const { json } = await house.ask('GET', `/entries?location=${encodeURIComponent(location)}`)
      const spaces = json['entries'] as { location: string; kind: string }[]
      const [space] = spaces
      const inside = space?.kind === 'space' ? space.location : location
      const { json: listed } = await house.ask('GET', `/entries?location=${encodeURIComponent(inside)}`)
      const [file] = listed['entries'] as { name: string; location: string }[]
      expect(file?.name).toBe('Plän "A".html')
      const got = await house.ask('GET', `/content?location=${encodeURIComponent(file?.location ?? '')}`)
      expect(got.text).toBe(content)
      expect(got.headers).toMatchObject({
        'content-type': 'application/octet-stream',
        'content-disposition': `attachment; filename="Pl_n _A_.html"; filename*=UTF-8''Pl%C3%A4n%20%22A%22.html`,
        'content-length': String(content.length),
        'x-content-type-options': 'nosniff',
      })
      const versions = await house.ask('GET', `/versions?location=${encodeURIComponent(file?.location ?? '')}`)
      expect(versions.json).toEqual({ versions: [] })
      const none = await house.ask('GET', `/content?location=${encodeURIComponent(inside)}`)
      expect([none.status, none.json['detail']]).toEqual([400, expect.stringContaining('only files')])
    }
  })

  test('is listed with folders first, each by name, and numbers as people count', async () => {
    await using house = await openTestHouse()
    const root = folder()
    for (const file of ['A-10.pdf', 'A-9.pdf', 'b.pdf', 'C.pdf']) writeFileSync(join(root, file), '')
    for (const inner of ['z', 'Old']) mkdirSync(join(root, inner))
    const { json } = await house.ask('GET', `/entries?location=${encodeURIComponent(root)}`)
    const names = (json['entries'] as { name: string }[]).map(({ name }) => name)
    expect(names).toEqual(['Old', 'z', 'A-9.pdf', 'A-10.pdf', 'b.pdf', 'C.pdf'])
  })
})

describe('secrets that are moved in the database', () => {
  /** Two of the same platform, at the same address: only their ids tell them apart. */
  async function pair(origin: string) {
    const house = await openTestHouse({ settings: { allowedNetworks: ['loopback'] } })
    for (const name of ['One', 'Two']) {
      const values = { domain: origin, clientId: 'crane', clientSecret: `sesame-of-${name}` }
      const json = { platform: 'procore', way: 'client-credentials', name, values }
      const { status, json: made } = await house.ask('POST', '/connections', { json })
      expect([status, made['detail']]).toEqual([201, undefined])
    }
    return house
  }

  test('open for no other connection: using it is refused in words, and nothing is sent', async () => {
    await using procore = await scriptedServer(() => ({ status: 401, body: { error: 'invalid_client' } }))
    await using house = await pair(procore.origin)
    await house.ask('POST', '/connections/One/test')
    expect(procore.calls).toContain('POST /oauth/token')
    const before = procore.calls.length

    const client = new Client(house.databaseUrl)
    await client.connect()
    const { rowCount } = await client.query(
      'update connections c set sealed = o.sealed from connections o where o.id <> c.id and o.sealed is not null',
    )
    await client.end()
    expect(rowCount).toBe(2)
    for (const name of ['One', 'Two']) {
      const tested = await house.ask('POST', `/connections/${name}/test`)
      const listed = await house.ask('GET', `/entries?location=${name}:`)
      expect(tested.json, name).toMatchObject({ succeeded: false })
      for (const { text } of [tested, listed]) {
        expect(text).toContain('the secret was moved or changed')
        expect(text).not.toContain('sesame-of')
      }
      expect(listed.status).toBeGreaterThanOrEqual(400)
    }
    expect(procore.calls.slice(before)).toEqual([])
    expect(house.log()).not.toContain('sesame-of')
  })
})

describe('the client credentials of the installation', () => {
  const client = { domain: 'https://harbour.example', clientId: 'house', clientSecret: 'house-secret-99' }

  test('are kept, shown without their secret, and used by connections that ask for them', async () => {
    await using house = await openTestHouse({ platforms: [harbour('Gantry robot')] })
    const path = '/settings/client-credentials/harbour'
    const missing = await house.ask('POST', path, { json: { values: { ...client, clientSecret: '' } } })
    expect([missing.status, missing.json['detail']]).toEqual([400, expect.stringMatching(/“Client secret” .* missing/)])
    const set = await house.ask('POST', path, { json: { values: client } })
    expect(set.json).toMatchObject({ credentials: { isSet: true, values: { clientId: 'house' } }, signedOut: 0 })
    const { json } = await house.ask('GET', '/settings/client-credentials')
    expect(json['credentials']).toMatchObject([
      { platform: { id: 'procore' }, isSet: false },
      { platform: { id: 'harbour' }, redirectUrl: `http://localhost:${house.port}/api/v1/sign-in/callback` },
    ])
    const wish = { platform: 'harbour', client: 'default' }
    const tooMuch = await house.ask('POST', '/connections', { json: { ...wish, values } })
    expect([tooMuch.status, tooMuch.json['detail']]).toEqual([400, expect.stringContaining('no field “domain”')])
    const added = await house.ask('POST', '/connections', { json: wish })
    expect(added.json).toMatchObject({ client: 'default', settings: { clientId: 'house' } })
    const connection = `/connections/${String(added.json['id'])}`
    const begun = await house.ask('POST', `${connection}/sign-in`)
    const state = new URL(String(begun.json['url'])).searchParams.get('state') ?? ''
    await house.ask('GET', `/sign-in/callback?state=${state}&code=${goodCode}`, { token: null })
    expect((await house.ask('GET', connection)).json['health']).toBe('healthy')

    const inUse = await house.ask('DELETE', path)
    expect([inUse.status, inUse.json['detail']]).toEqual([409, expect.stringContaining('used by a connection')])
    const same = await house.ask('POST', path, { json: { values: { ...client, clientSecret: '' } } })
    expect(same.json['signedOut']).toBe(0)
    expect((await house.ask('POST', `${connection}/test`)).json['succeeded']).toBe(true)
    const away = { ...client, domain: 'https://elsewhere.example' }
    const without = await house.ask('POST', path, { json: { values: { ...away, clientSecret: '' } } })
    expect(without.status).toBe(400)
    const moved = await house.ask('POST', path, { json: { values: away } })
    expect(moved.json).toMatchObject({ signedOut: 1, sentence: expect.stringContaining('signed in again') as string })
    expect((await house.ask('GET', connection)).json['health']).toBe('sign-in-needed')
    await house.ask('DELETE', connection)
    expect((await house.ask('DELETE', path)).status).toBe(204)
    expect(house.log()).not.toContain(client.clientSecret)
  })

  test('a connection that leaves them takes no secret of theirs with it', async () => {
    await using house = await openTestHouse({ platforms: [harbour()] })
    await house.ask('POST', '/settings/client-credentials/harbour', { json: { values: client } })
    await house.ask('POST', '/connections', { json: { platform: 'harbour', client: 'default' } })
    const own = { domain: client.domain, clientId: 'mine' }
    const refused = await house.ask('PATCH', '/connections/Harbour', { json: { client: 'own', values: own } })
    expect([refused.status, refused.json['detail']]).toEqual([400, expect.stringMatching(/“Client secret” .* missing/)])
  })

  test('keys are rotated in the middle of a run, which reads and renews its secrets and ends well', async () => {
    const [listing, rotated] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const seen: string[] = []
    const platform = harbour('Gantry robot')
    const slow: Platform = {
      ...platform,
      async open(connection, surroundings) {
        const storage = await platform.open(connection, surroundings)
        const { credential } = surroundings
        const file: Entry = { space: 'q0', path: parsePath('plan.txt'), kind: 'file', size: 2, etag: 'a' }
        return {
          ...storage,
          async *list() {
            listing.resolve()
            await rotated.promise
            const before = await credential.read()
            await credential.renew(before, async (secrets) => ({ ...secrets, accessToken: 'renewed-token' }))
            yield { entries: [file] }
          },
          stat: async () => file,
          async *read() {
            const { clientSecret = '', accessToken = '' } = await credential.read()
            seen.push(clientSecret, accessToken)
            yield Buffer.from('ok')
          },
        }
      },
    }
    await using house = await openTestHouse({ platforms: [slow] })
    await house.ask('POST', '/connections', { json: { platform: 'harbour', way: 'service', values } })
    const destination = folder()
    const { json: job } = await house.ask('POST', '/jobs', { json: { source: 'Harbour:North Quay', destination } })
    const { json: run } = await house.ask('POST', `/jobs/${String(job['id'])}/runs`)
    await listing.promise
    const rotation = await house.ask('POST', '/settings/keys/rotation')
    expect(rotation.json).toMatchObject({ key: 2, unopened: 0 })
    rotated.resolve()
    await vi.waitFor(
      async () => {
        const { json } = await house.ask('GET', `/runs/${String(run['id'])}`)
        expect(json['state']).toBe('completed')
      },
      { timeout: 40_000, interval: 200 },
    )
    expect(readdirSync(destination)).toEqual(['plan.txt'])
    expect(seen).toEqual([secret, 'renewed-token'])
  })

  test('keys are rotated while everything stays usable', async () => {
    await using house = await openTestHouse({ platforms: [harbour('Gantry robot')] })
    await house.ask('POST', '/settings/client-credentials/harbour', { json: { values: client } })
    await house.ask('POST', '/connections', { json: { platform: 'harbour', way: 'service', values } })
    for (const key of [2, 3]) {
      const rotated = await house.ask('POST', '/settings/keys/rotation')
      expect(rotated.json).toEqual({ key, secrets: 3, unopened: 0 })
      expect((await house.ask('POST', '/connections/Harbour/test')).json['succeeded']).toBe(true)
    }
    await house.stop()
    const settings = { data: house.data, databaseUrl: house.databaseUrl }
    await using again = await openTestHouse({ settings, platforms: [harbour('Gantry robot')] })
    expect((await again.ask('POST', '/connections/Harbour/test')).json['succeeded']).toBe(true)
  })
})

describe('signing in through the browser', () => {
  const shared = sharedHouse({ platforms: [harbour('Gantry robot')] })

  async function begun() {
    const house = shared()
    const { json: added } = await house.ask('POST', '/connections', { json: { platform: 'harbour', values } })
    const connection = `/connections/${String(added['id'])}`
    const { json } = await house.ask('POST', `${connection}/sign-in`)
    const state = new URL(String(json['url'])).searchParams.get('state') ?? ''
    const back = (query: string) => house.ask('GET', `/sign-in/callback?${query}`, { token: null })
    return { house, connection, url: new URL(String(json['url'])), state, back }
  }

  test('ends on a plain page, tests the connection, and works only once', async () => {
    const { house, connection, url, state, back } = await begun()
    expect(url.searchParams.get('redirect_uri')).toBe(`http://localhost:${house.port}/api/v1/sign-in/callback`)
    const page = await back(`state=${state}&code=${goodCode}`)
    expect(page.headers['content-type']).toContain('text/html')
    expect(page.text).toContain('Connection test succeeded')
    expect((await house.ask('GET', connection)).json['health']).toBe('healthy')
    expect((await back(`state=${state}&code=${goodCode}`)).text).toContain('This sign-in is over')
  })

  test('a state that was never given out is refused', async () => {
    const { house, connection, back } = await begun()
    expect((await back(`state=x&code=${goodCode}`)).text).toContain('This sign-in is over')
    expect((await back(`code=${goodCode}`)).text).toContain('This sign-in is over')
    expect((await house.ask('GET', connection)).json['health']).toBe('never-tested')
  })

  /** Somebody who is signed in to Gantry in a browser. */
  async function person(name: string) {
    const house = shared()
    const host = `localhost:${house.port}`
    const fromPage = (method: string, path: string, json?: object, headers: Record<string, string> = {}) =>
      house.ask(method, path, {
        token: null,
        headers: { host, 'sec-fetch-site': 'same-origin', ...headers },
        ...(json && { json }),
      })
    const email = `${name.toLowerCase()}@example.org`
    const password = 'blue harbour crane 42'
    const invited = await house.ask('POST', '/invitations', { json: { email, role: 'operator' } })
    const link = String(invited.json['url']).split('#')[1]
    await fromPage('POST', '/welcome', { secret: link, name, password })
    const browser = async () => {
      const { headers } = await fromPage('POST', '/sign-in', { email, password })
      const cookie = String(headers['set-cookie']).split(';')[0] ?? ''
      const asked = (method: string, path: string, more: Record<string, string> = {}) =>
        fromPage(method, path, undefined, { cookie, ...more })
      return { asked }
    }
    return browser
  }

  async function begunIn({ asked }: { readonly asked: (method: string, path: string) => Promise<{ json: unknown }> }) {
    const house = shared()
    const { json: added } = await house.ask('POST', '/connections', { json: { platform: 'harbour', values } })
    const connection = `/connections/${String(added['id'])}`
    const { json } = (await asked('POST', `${connection}/sign-in`)) as { json: { url: string } }
    const state = new URL(json.url).searchParams.get('state') ?? ''
    return { house, connection, callback: `/sign-in/callback?state=${state}&code=${goodCode}` }
  }

  test('what a page began ends in the same browser only', async () => {
    const [ada, ben] = [await person('Ada'), await person('Ben')]
    const [here, there, bens] = [await ada(), await ada(), await ben()]
    const nobody = { asked: (_: string, path: string) => shared().ask('GET', path, { token: null, headers: { host } }) }
    const host = `localhost:${shared().port}`
    for (const [browser, words] of [
      [there, 'This sign-in was begun in another browser'],
      [bens, 'Somebody else came back from this sign-in than began it'],
      [nobody, 'Nobody is signed in to Gantry in the browser that came back'],
    ] as const) {
      const { house, connection, callback } = await begunIn(here)
      expect((await browser.asked('GET', callback)).text).toContain(words)
      // Whoever began it cannot go on with it either: its code was somebody else's.
      expect((await here.asked('GET', callback)).text).toContain('This sign-in is over')
      expect((await house.ask('GET', connection)).json['health']).toBe('sign-in-needed')
    }
    const { house, connection, callback } = await begunIn(here)
    expect((await here.asked('GET', callback)).text).toContain('You can close this window.')
    expect((await here.asked('GET', callback)).text).toContain('This sign-in is over')
    expect((await house.ask('GET', connection)).json['health']).toBe('healthy')
  })

  test('under another name of the server it goes on where the page is, and only that page is told', async () => {
    const here = await (await person('Cleo'))()
    const { house, callback } = await begunIn(here)
    const page = `http://localhost:${house.port}`
    const moved = await house.ask('GET', callback, { token: null })
    expect([moved.status, moved.headers['location']]).toEqual([303, `${page}/api/v1${callback}`])
    expect((await here.asked('GET', callback)).text).toContain(`data-origin="${page}"`)
  })

  test('one that took too long is over', async () => {
    const { house, connection, state, back } = await begun()
    const client = new Client(house.databaseUrl)
    await client.connect()
    await client.query(`update sign_ins set expires_at = now() - interval '1 second'`)
    await client.end()
    expect((await back(`state=${state}&code=${goodCode}`)).text).toContain('This sign-in is over')
    expect((await house.ask('GET', connection)).json['health']).toBe('never-tested')
  })

  test.for([
    ['a person who says no', 'error=access_denied&error_description=%3Cb%3ENo%3C/b%3E', '&lt;b&gt;No&lt;/b&gt;'],
    ['a code that is not taken', 'code=bad', 'Harbour did not take the code'],
  ])('%s is told so, and the connection needs a sign-in', async ([, query, words]) => {
    const { house, connection, state, back } = await begun()
    expect((await back(`state=${state}&${query}`)).text).toContain(words)
    expect((await house.ask('GET', connection)).json['health']).toBe('sign-in-needed')
  })

  test('leads nobody to an address that nothing may be sent to', async () => {
    const house = shared()
    const inside = { ...values, domain: 'https://127.0.0.1:8443' }
    const { json } = await house.ask('POST', '/connections', {
      json: { platform: 'procore', way: 'code', values: inside },
    })
    const refused = await house.ask('POST', `/connections/${String(json['id'])}/sign-in`)
    const why = /Did not begin the sign-in at https:\/\/127\.0\.0\.1:8443: 127\.0\.0\.1 is this machine itself/
    expect([refused.status, refused.json['detail']]).toEqual([403, expect.stringMatching(why)])
  })

  test('is not offered where no browser is needed', async () => {
    const house = shared()
    await house.ask('POST', '/connections', { json: { platform: 'harbour', name: 'Service', way: 'service', values } })
    expect((await house.ask('POST', '/connections/Service/sign-in')).status).toBe(409)
  })
})
