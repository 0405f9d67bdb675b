import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { afterEach, expect, test } from 'vitest'
import {
  comparison,
  platformDetails,
  sideList,
  trialList,
  type Comparison,
  type PlatformDetails,
  type SideView,
} from '#api/contract/comparison.ts'
import { jobOptions } from '#api/contract/jobs.ts'
import { answer, fakeApi, refuse, type FakeApi } from './testing/fake-api.ts'
import { typeCommand, type Typed } from './testing/type-command.ts'

let api: FakeApi | undefined

afterEach(() => api?.close())

const sides: SideView[] = [
  { side: 'platform:filesystem', title: 'Disk', kind: 'platform', platform: 'filesystem', hasConnector: true },
  { side: 'platform:harbour', title: 'Harbour', kind: 'platform', platform: 'harbour', hasConnector: false },
]
const signs = { fact: 'forbiddenCharacters', group: 'limits', label: 'Characters not allowed in names' } as const
const times = { fact: 'setsModifiedAt', group: 'features', label: 'Modification times can be set' } as const
const source = { title: 'A page', url: 'https://harbour.example/limits' }

const harbour: PlatformDetails = {
  id: 'harbour',
  title: 'Harbour',
  summary: 'A platform.',
  hasConnector: false,
  supported: [],
  unsupported: [{ ...times, value: 'no', source }],
  limits: [{ ...signs, value: ': ?', words: [':', '?'], source }],
  rates: [],
  notKnown: [{ fact: 'maxDepth', group: 'limits', label: 'Deepest folder' }],
  notes: ['Ships come first.'],
  links: [],
}
const compared: Comparison = {
  from: sides[0] ?? fail(),
  to: sides[1] ?? fail(),
  options: jobOptions.parse({}),
  facts: [
    {
      ...signs,
      from: { ...signs, value: '/' },
      to: { ...signs, value: ': ?' },
      verdict: 'differs',
      there: { lost: 'Names that contain : cannot be kept.', done: 'They are flagged.' },
    },
    { ...times, from: { ...times, value: 'no' }, to: { ...times, value: 'no' }, verdict: 'same' },
    { ...times, fact: 'x', label: 'Hashes', from: { ...times }, to: { ...times, value: 'none' }, verdict: 'not-known' },
  ],
  sums: { same: 1, differs: 1, notKnown: 1, lostThere: 1, lostBack: 0 },
}
const trial = { kind: 'file', reason: 'renamed' } as const
const tried = {
  to: sides[1] ?? fail(),
  trials: [
    { ...trial, source: 'A:1.pdf', state: 'revised', destination: 'A_1.pdf', sentence: 'It becomes “A_1.pdf”.' },
    { ...trial, source: 'B?', state: 'flagged', sentence: 'Rename it.' },
  ] as const,
  sums: { succeeded: 0, revised: 1, flagged: 1, ignored: 0 },
  isCut: false,
  notKnown: ['Deepest folder'],
}

function fail(): never {
  throw new Error('There is one.')
}

async function withServer(words: readonly string[], typed?: Typed) {
  api = await fakeApi({
    listSides: () => answer(sideList, { sides }),
    showPlatform: ({ parts }) =>
      parts.platform === 'harbour'
        ? answer(platformDetails, harbour)
        : refuse('not-found', 404, 'There is no such platform.'),
    comparePlatforms: () => answer(comparison, compared),
    tryNames: () => answer(trialList, { ...tried, trials: [...tried.trials] }),
    tryLocation: () => answer(trialList, { ...tried, trials: [...tried.trials], isCut: true }),
  })
  return typeCommand([...words, '--server', api.url], typed)
}

test.each([
  [['platforms', 'list', '--json'], sideList],
  [['platforms', 'show', 'harbour', '--json'], platformDetails],
  [['platforms', 'compare', 'filesystem', 'harbour', '--json'], comparison],
  [['platforms', 'try', 'harbour', 'A:1.pdf', '--json'], trialList],
] as const)('%j prints one document of the API and nothing else', async (words, schema) => {
  const { exitCode, output } = await withServer(words)
  expect(exitCode).toBe(0)
  expect(schema.safeParse(JSON.parse(output)).error).toBeUndefined()
})

test('the list says which can be connected and which only compared', async () => {
  const { output } = await withServer(['platforms', 'list'])
  expect(output).toBe('filesystem\tDisk\tconnected and compared\nharbour\tHarbour\tcompared (no connector yet)\n')
})

test('a platform is shown with its limits, what is not known, and on request the sources', async () => {
  const { output } = await withServer(['platforms', 'show', 'harbour'])
  expect(output).toBe(
    [
      'Harbour: A platform.',
      'Gantry has no connector for it yet; it can be compared.',
      '',
      'Not supported',
      'Modification times can be set\tno',
      '',
      'Limits',
      'Characters not allowed in names\t: ?',
      '',
      'Not known',
      '- Deepest folder',
      '',
      'Good to know',
      '- Ships come first.',
      '',
    ].join('\n'),
  )
  const { output: withSources } = await withServer(['platforms', 'show', 'harbour', '--sources'])
  expect(withSources).toContain('\t: ?\tA page https://harbour.example/limits\n')
  expect(await withServer(['platforms', 'show', 'nobody'])).toMatchObject({
    exitCode: 1,
    errors: expect.stringMatching(/^There is no such platform\.\nMore about “not-found”: /) as string,
  })
})

test('a comparison shows what differs, and what is lost in which direction', async () => {
  const { output } = await withServer(['platforms', 'compare', 'filesystem', 'harbour', '--unsupported-names', 'flag'])
  expect(api?.heard.at(-1)?.query).toEqual({
    from: 'platform:filesystem',
    to: 'platform:harbour',
    unsupportedNames: 'flag',
  })
  expect(output).toBe(
    [
      '1 the same, 1 different, 1 not known.',
      '',
      'Characters not allowed in names\t/\t: ?\tdiffers',
      'Hashes\tnot known\tnone\t',
      '',
      'From Disk to Harbour',
      '- Names that contain : cannot be kept. They are flagged.',
      '',
      'From Harbour to Disk',
      'Nothing is lost, as far as is known.',
      '',
    ].join('\n'),
  )
  const { output: all } = await withServer(['platforms', 'compare', 'filesystem', 'harbour', '--all'])
  expect(all).toContain('Modification times can be set\tno\tno\tsame\n')
})

test('on a terminal a comparison fits its width', async () => {
  const { output } = await withServer(['platforms', 'compare', 'filesystem', 'harbour'], { isPerson: true })
  const lines = stripVTControlCharacters(output).split('\n')
  expect(lines[2]).toMatch(/^What +Disk +Harbour/)
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(100)
})

test('what is no platform is taken for a connection', async () => {
  await withServer(['platforms', 'compare', 'Harbour West', 'harbour'])
  expect(api?.heard.at(-1)?.query).toMatchObject({ from: 'Harbour West', to: 'platform:harbour' })
})

test('paths are tried as typed, from a file, and from what another program lists', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gantry-cli-'))
  await writeFile(join(folder, 'paths.txt'), 'A:1.pdf\n\nB?\n')
  const { output } = await withServer(['platforms', 'try', 'harbour', 'C.pdf', '--file', 'paths.txt', '--into', 'In'], {
    folder,
  })
  expect(JSON.parse(api?.heard.at(-1)?.body ?? '')).toEqual({
    to: 'platform:harbour',
    lines: ['C.pdf', 'A:1.pdf', 'B?'],
    options: {},
    into: 'In',
  })
  expect(output).toBe(
    [
      'revised\tA:1.pdf\tA_1.pdf\tIt becomes “A_1.pdf”.',
      'flagged\tB?\t–\tRename it.',
      '',
      '0 succeeded, 1 revised, 1 flagged, 0 ignored.',
      'Not known of Harbour: Deepest folder.',
      '',
    ].join('\n'),
  )
  await withServer(['platforms', 'try', 'harbour', '--file', '-', '--from', 'filesystem'], { input: 'x\ny\n' })
  expect(JSON.parse(api?.heard.at(-1)?.body ?? '')).toMatchObject({ from: 'platform:filesystem', lines: ['x', 'y'] })
})

test('what a location holds is tried', async () => {
  const { output } = await withServer(['platforms', 'try', 'harbour', '--location', 'Procore:Tower/Plans'])
  expect(JSON.parse(api?.heard.at(-1)?.body ?? '')).toEqual({
    location: 'Procore:Tower/Plans',
    to: 'platform:harbour',
    options: {},
  })
  expect(output).toContain('There is more; this much is tried at once.')
})

test('without anything to try the command says what to give', async () => {
  const { exitCode, errors } = await withServer(['platforms', 'try', 'harbour'])
  expect({ exitCode, errors }).toEqual({
    exitCode: 2,
    errors: 'Give paths to try, a --file with one on each line, or a --location.\n',
  })
  expect((await withServer(['platforms', 'try', 'harbour', '--file', 'gone'])).errors).toMatch(
    /^gone cannot be read: it is not there/,
  )
})
