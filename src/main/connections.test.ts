import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
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
    await addDisk(house, folder(), 'Share')
    const job = await house.ask('POST', '/jobs', {
      json: { name: 'Close-out', source: 'Share:', destination: folder() },
    })
    const refused = await house.ask('DELETE', '/connections/Share')
    expect([refused.status, refused.json['detail']]).toEqual([409, expect.stringContaining('“Close-out”')])
    await house.ask('DELETE', `/jobs/${String(job.json['id'])}`)
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
    expect(page.text).toContain('Signed in. You can close this window.')
    expect((await house.ask('GET', connection)).json['health']).toBe('healthy')
    expect((await back(`state=${state}&code=${goodCode}`)).text).toContain('This sign-in is over')
  })

  test('a state that was never given out is refused', async () => {
    const { house, connection, back } = await begun()
    expect((await back(`state=x&code=${goodCode}`)).text).toContain('This sign-in is over')
    expect((await back(`code=${goodCode}`)).text).toContain('This sign-in is over')
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

  test('is not offered where no browser is needed', async () => {
    const house = shared()
    await house.ask('POST', '/connections', { json: { platform: 'harbour', name: 'Service', way: 'service', values } })
    expect((await house.ask('POST', '/connections/Service/sign-in')).status).toBe(409)
  })
})
