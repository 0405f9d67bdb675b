import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { comparison, filterTrial, platformDetails, sideList, trialList } from '#api/contract/comparison.ts'
import { describedPlatforms } from '#comparison/described.ts'
import { knownPlatforms } from '#comparison/known-platforms/index.ts'
import { platforms } from '#platforms'
import { harbour } from './testing/harbour.ts'
import { sharedHouse } from './testing/house.ts'

const folders: string[] = []

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
})

describe('through the API', () => {
  const house = sharedHouse({ platforms: [harbour()] })

  test('Procore’s features and limitations are those of its reference', async () => {
    const { json } = await house().ask('GET', '/platforms/procore')
    const procore = platformDetails.parse(json)
    const valueOf = (fact: string) =>
      [...procore.limits, ...procore.unsupported].find((row) => row.fact === fact)?.value
    expect(procore.limits.find(({ fact }) => fact === 'forbiddenCharacters')?.words).toEqual([
      '/',
      '<',
      '>',
      ':',
      '\\',
      '|',
      '?',
      '*',
    ])
    expect(valueOf('maxFileBytes')).toBe('no limit')
    expect(valueOf('maxPath')).toBe('255 characters')
    expect(valueOf('maxName')).toBe('no limit')
    expect(valueOf('restrictedTypes')).toBe('none')
    expect(valueOf('spaceAroundExtension')).toBe('not allowed')
    expect(valueOf('impersonation')).toBe('not supported')
    expect(procore.notKnown).toEqual([])
    expect([...procore.supported, ...procore.unsupported, ...procore.limits].every(({ source }) => source)).toBe(true)
  })

  test('a platform without a connector tells what is known, and what is not', async () => {
    const { json } = await house().ask('GET', '/platforms/sharepoint')
    const sharepoint = platformDetails.parse(json)
    expect(sharepoint.hasConnector).toBe(
      describedPlatforms(platforms).find(({ id }) => id === 'sharepoint')?.hasConnector,
    )
    expect(sharepoint.limits.find(({ fact }) => fact === 'maxPath')).toMatchObject({ value: '400 characters' })
    expect((await house().ask('GET', '/platforms/procor')).json).toMatchObject({
      code: 'not-found',
      detail: 'There is no platform “procor”. Did you mean “procore”?',
    })
  })

  test('every pair of platforms can be compared', async () => {
    const { sides } = sideList.parse((await house().ask('GET', '/comparison/sides')).json)
    expect(sides.length).toBeGreaterThan(15)
    for (const { side } of sides) {
      const { status, json } = await house().ask('GET', `/comparison?from=platform:procore&to=${side}`)
      expect(status).toBe(200)
      const { sums, facts } = comparison.parse(json)
      expect(sums.same + sums.differs + sums.notKnown).toBe(facts.length)
    }
  })

  test('a comparison says what is lost, and what the job’s choices make of it', async () => {
    const query = 'from=platform:filesystem&to=platform:procore&unsupportedNames=encode&longNames=truncate'
    const { facts, options } = comparison.parse((await house().ask('GET', `/comparison?${query}`)).json)
    expect(options).toMatchObject({ unsupportedNames: 'encode', onConflict: 'flag' })
    expect(facts.find(({ fact }) => fact === 'forbiddenCharacters')?.there).toEqual({
      lost: 'Names that contain < > : \\ | ? or * cannot be kept as they are.',
      done: 'What is not allowed is written as an escape that can be turned back; the report shows both names.',
    })
    expect(facts.find(({ fact }) => fact === 'maxPath')?.there?.done).toContain('shortened')
    const wrong = await house().ask('GET', `/comparison?from=platform:filesystem&to=platform:procore&longNames=cut`)
    expect(wrong.status).toBe(400)
    expect((await house().ask('GET', '/comparison?from=Nobody&to=platform:procore')).status).toBe(404)
  })

  test('connections are compared by what is so through them, by name and by id', async () => {
    const values = { domain: 'https://harbour.example', clientId: 'a', clientSecret: 'b' }
    const added = await house().ask('POST', '/connections', {
      json: { platform: 'harbour', name: 'North', way: 'service', values },
    })
    expect(added.status).toBe(201)
    for (const side of ['North', String(added.json['id'])]) {
      const { json } = await house().ask('GET', `/comparison?from=${side}&to=platform:filesystem`)
      const { from, sums } = comparison.parse(json)
      expect(from).toMatchObject({ title: 'North', kind: 'connection', platform: 'harbour' })
      expect(sums.differs).toBe(0)
    }
  })

  test('pasted paths are tried, with lines that are none', async () => {
    const json = {
      from: 'platform:filesystem',
      to: 'platform:procore',
      lines: ['Plans/A:1.pdf', '', '../up', 'Plans/b .docx\r'],
    }
    const answer = await house().ask('POST', '/comparison/names', { json })
    const { trials, sums, notKnown } = trialList.parse(answer.json)
    expect(trials.map(({ source, destination, state }) => [source, destination, state])).toEqual([
      ['Plans', 'Plans', 'succeeded'],
      ['Plans/A:1.pdf', 'Plans/A_1.pdf', 'revised'],
      ['Plans/b .docx', 'Plans/b_.docx', 'revised'],
      ['..\\/up', undefined, 'flagged'],
    ])
    expect(sums).toEqual({ succeeded: 1, revised: 2, flagged: 1, ignored: 0 })
    expect(notKnown).toEqual([])
    const wrong = await house().ask('POST', '/comparison/names', { json: { ...json, lines: [] } })
    expect(wrong.status).toBe(400)
  })

  test('names are tried whole when they are said to be names', async () => {
    const json = { from: 'platform:google-drive', to: 'platform:procore', as: 'names', lines: ['1/2 inch'] }
    const { trials } = trialList.parse((await house().ask('POST', '/comparison/names', { json })).json)
    expect(trials).toMatchObject([{ source: '1\\/2 inch', destination: '1_2 inch', state: 'revised' }])
  })

  test('what a folder holds is tried, below the folder alone', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gantry-try-'))
    folders.push(folder)
    await mkdir(join(folder, 'What?'))
    await writeFile(join(folder, 'What?', 'a.txt'), 'a')
    const { json } = await house().ask('POST', '/comparison/location', {
      json: { location: folder, to: 'platform:procore', into: 'Documents' },
    })
    const { trials, isCut } = trialList.parse(json)
    expect(isCut).toBe(false)
    expect(trials.map(({ source, destination }) => [source, destination])).toEqual([
      ['What?', 'What_'],
      ['What?/a.txt', 'What_/a.txt'],
    ])
  })

  test('filters are tried on what a folder holds, each entry with its rule; what is left out is not looked into', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gantry-filters-'))
    folders.push(folder)
    for (const name of ['Old', 'Plans']) await mkdir(join(folder, name))
    for (const path of ['Old/a.pdf', 'Plans/b.pdf', 'Plans/b.tmp', '.hidden'])
      await writeFile(join(folder, path), 'text')
    const trial = async (filters: object) => {
      const json = { location: folder, filters, options: { hiddenItems: 'skip' } }
      return filterTrial.parse((await house().ask('POST', '/comparison/filters', { json })).json)
    }
    const { entries, ...sums } = await trial({ include: ['*.pdf'], exclude: ['Old/'] })
    expect(sums).toEqual({ taken: 2, leftOut: 3, isCut: false })
    expect(Object.fromEntries(entries.map(({ path, sentence }) => [path, sentence]))).toEqual({
      '.hidden': 'The filters take in only “*.pdf”.',
      Old: 'The filter “Old/” leaves it out.',
      Plans: '',
      'Plans/b.pdf': '',
      'Plans/b.tmp': 'The filters take in only “*.pdf”.',
    })
    const plain = await trial({})
    expect([plain.taken, plain.entries.find(({ isTaken }) => !isTaken)]).toEqual([
      5,
      { path: '.hidden', kind: 'file', isTaken: false, sentence: 'Hidden items are left out.' },
    ])
  })
})

test('what is known without a connector has its sources, and gives way to a connector', () => {
  for (const { told, summary, notes } of knownPlatforms) {
    expect(Object.keys(told).length).toBeGreaterThan(1)
    for (const [, source] of Object.values(told)) expect(source.title).not.toBe('')
    for (const sentence of [summary, ...notes]) expect(sentence).toMatch(/\.$/)
  }
  const [known] = knownPlatforms
  const [connector] = platforms
  if (!known || !connector) throw new Error('There are none.')
  const renamed = { ...connector, manifest: { ...connector.manifest, id: known.id } }
  const found = describedPlatforms([renamed]).filter(({ id }) => id === known.id)
  expect(found.map(({ hasConnector }) => hasConnector)).toEqual([true])
})
