import { expect, test } from 'vitest'
import type { JobMapping } from '#api/contract/mapping.ts'
import { defaultOptions, type JobOptions } from '#engine/options.ts'
import { tree } from '#engine/testing/tree.ts'
import { nameOf, type Entry, type Facts, type Space, type Storage, type Trait } from '#platform'
import type { JobLocation } from '../job.ts'
import { findChildren } from './find-children.ts'

const projects: readonly Space[] = [
  { id: '1/10', name: 'Tower', kind: 'project', within: ['Acme'], isActive: true },
  { id: '1/11', name: 'Bridge', kind: 'project', within: ['Acme'], isActive: false },
  { id: '2/20', name: 'Yard', kind: 'project', within: ['Builders'] },
  { id: '1', name: 'Acme', kind: 'company' },
]

function whole(connection: string): JobLocation {
  return { connection, space: '', path: [], shown: `${connection}:` }
}

function place(connection: string, ...path: string[]): JobLocation {
  return { connection, space: 's', path, shown: `${connection}:Main${path.map((name) => `/${name}`).join('')}` }
}

/** `Site` shows the projects above; `Disk` and `Share` hold these folders. */
async function find(
  mapping: JobMapping,
  ends: { readonly source: JobLocation; readonly destination: JobLocation },
  {
    folders = [],
    facts = {},
    options = defaultOptions,
    traits = {},
  }: {
    readonly folders?: readonly string[]
    readonly facts?: Partial<Facts>
    readonly options?: JobOptions
    readonly traits?: Readonly<Record<string, Trait>>
  } = {},
) {
  const held = tree(facts)
  for (const name of folders) held.put([name, 'x.pdf'], 'x')
  const disk: Storage = {
    ...held,
    async *list(...asked) {
      for await (const { entries, ...page } of held.list(...asked)) {
        yield { ...page, entries: entries.map((entry) => withTrait(entry, traits[nameOf(entry.path)])) }
      }
    },
  }
  const site: Storage = {
    ...tree(),
    async *spaces() {
      yield { entries: projects }
    },
  }
  const { children, leftOut } = await findChildren(
    { ...ends, mapping, options },
    {
      signal: new AbortController().signal,
      look: async ({ connection, space, path }) => ({
        storage: connection === 'Site' ? site : disk,
        title: connection,
        at: { space, path },
      }),
      groundOf: async ({ connection, space, path }) => ({ where: `${connection} ${space}`, path }),
    },
  )
  return {
    jobs: children.map(({ source, destination }) => `${source.shown} → ${destination.shown}`),
    leftOut: Object.fromEntries(leftOut.map(({ name, why }) => [name, why])),
  }
}

function withTrait(entry: Entry, trait: Trait | undefined): Entry {
  return trait === undefined ? entry : { ...entry, traits: [trait] }
}

test('projects are sources by name, state and company, and their content goes to a folder of their name', async () => {
  const ends = { source: whole('Site'), destination: place('Disk', 'Archive') }
  expect(await find({ each: 'project', from: 'Drawings' }, ends)).toEqual({
    jobs: [
      'Site:Bridge/Drawings → Disk:Main/Archive/Bridge',
      'Site:Tower/Drawings → Disk:Main/Archive/Tower',
      'Site:Yard/Drawings → Disk:Main/Archive/Yard',
    ],
    leftOut: {},
  })
  expect(await find({ each: 'project', activeOnly: true, except: ['*yard*'] }, ends)).toEqual({
    jobs: ['Site:Tower → Disk:Main/Archive/Tower'],
    leftOut: { Bridge: 'It is not active.', Yard: 'The platform does not tell whether it is active.' },
  })
  expect((await find({ each: 'project', company: 'acme', names: ['t?wer'] }, ends)).leftOut).toEqual({
    Bridge: 'Its name is not like “t?wer”.',
    Yard: 'It belongs to “Builders”.',
  })
})

test('one folder goes into every project, but not into itself', async () => {
  const source: JobLocation = { connection: 'Site', space: '1/10', path: ['Template'], shown: 'Site:Tower/Template' }
  const { jobs, leftOut } = await find({ each: 'project', to: 'Template' }, { source, destination: whole('Site') })
  expect(jobs).toEqual(['Site:Tower/Template → Site:Bridge/Template', 'Site:Tower/Template → Site:Yard/Template'])
  expect(leftOut['Tower']).toContain('are the same folder')
})

test('folders find the projects of their names, and those without one are told of', async () => {
  const ends = { source: place('Disk'), destination: whole('Site') }
  expect(await find({ each: 'folder', to: 'Documents' }, ends, { folders: ['tower', 'Shed'] })).toEqual({
    jobs: ['Disk:Main/tower → Site:Tower/Documents'],
    leftOut: { Shed: expect.stringContaining('“Site:” shows no project or space “Shed”') as string },
  })
})

test('names that the destination cannot hold become what a run would make of them', async () => {
  const ends = { source: place('Share'), destination: place('Disk') }
  const facts = { forbiddenCharacters: '?' }
  expect((await find({ each: 'folder' }, ends, { folders: ['What?'], facts })).jobs).toEqual([
    'Share:Main/What? → Disk:Main/What_',
  ])
})

test('what is hidden or shared gets a job unless such items are left out', async () => {
  const ends = { source: place('Share'), destination: place('Disk') }
  const given = {
    folders: ['.git', 'Drafts', 'Guests', 'Plans'],
    traits: { Drafts: 'hidden', Guests: 'shared' },
  } as const
  expect((await find({ each: 'folder' }, ends, given)).jobs).toHaveLength(4)
  const options = { ...defaultOptions, hiddenItems: 'skip', sharedItems: 'skip' } as const
  expect(await find({ each: 'folder' }, ends, { ...given, options })).toEqual({
    jobs: ['Share:Main/Plans → Disk:Main/Plans'],
    leftOut: {
      '.git': 'It is hidden, and the job leaves hidden items out.',
      Drafts: 'It is hidden, and the job leaves hidden items out.',
      Guests: 'It is shared, and the job leaves shared items out.',
    },
  })
})

test('of two that would go to one place the first gets a job, and the other says why not', async () => {
  const ends = { source: whole('Site'), destination: place('Disk') }
  const { jobs, leftOut } = await find({ each: 'project', to: 'All' }, ends)
  expect(jobs).toEqual(['Site:Bridge → Disk:Main/All'])
  expect(leftOut['Tower']).toContain('would go to “Disk:Main/All” like that of “Bridge”')
})

const row = (source: string, destination: string) => ({ source, destination })

test('two rows may share a destination, but not where each would delete what the other puts there', async () => {
  const rows = [row('Tower', 'All'), row('Bridge', 'All'), row('Yard', 'All/Yard')]
  const ends = { source: whole('Site'), destination: place('Disk') }
  expect((await find({ each: 'row', rows }, ends)).jobs).toHaveLength(3)
  const publishing = { ...defaultOptions, deletedItems: 'mirror', foreignItems: 'delete' } as const
  const { jobs, leftOut } = await find({ each: 'row', rows }, ends, { options: publishing })
  expect(jobs).toEqual(['Site:Tower → Disk:Main/All'])
  expect(leftOut).toEqual({
    'Row 2 (Bridge)':
      'Its destination “Disk:Main/All” overlaps with that of Row 1 (Tower), and each would delete what the other puts there. Give one of them another place.',
    'Row 3 (Yard)':
      'Its destination “Disk:Main/All/Yard” overlaps with that of Row 1 (Tower), and each would delete what the other puts there. Give one of them another place.',
  })
})

test.each<[string, ReturnType<typeof row>[], Partial<JobOptions>, string]>([
  [
    'goes into the source of another',
    [row('A', 'Copies/A'), row('B', 'A/of B')],
    {},
    'lies in the source of Row 1 (A)',
  ],
  [
    'goes into the source of a later one',
    [row('B', 'A/of B'), row('A', 'Copies')],
    {},
    'holds the destination of Row 1',
  ],
  [
    'moves what another moves',
    [row('A', 'X'), row('A/West', 'Y')],
    { direction: 'move' },
    'overlaps with that of Row 1',
  ],
  [
    'moves more than another',
    [row('A/West', 'X'), row('A', 'Y')],
    { direction: 'move' },
    'overlaps with that of Row 1',
  ],
  ['keeps in step with two', [row('A', 'X'), row('B', 'X')], { direction: 'two-way' }, 'overlaps with that of Row 1'],
])('a row that %s has no job beside it', async (_, rows, options, sentence) => {
  const ends = { source: place('Disk'), destination: place('Disk') }
  const { jobs, leftOut } = await find({ each: 'row', rows }, ends, { options: { ...defaultOptions, ...options } })
  expect(jobs).toHaveLength(1)
  expect(Object.keys(leftOut)).toEqual([`Row 2 (${rows[1]?.source})`])
  expect(Object.values(leftOut)[0]).toContain(sentence)
})

test('rows that lie beside each other, or copy one folder, are no trouble to each other', async () => {
  const rows = [row('A', 'Copies/A'), row('AB', 'Copies/AB'), row('A/West', 'Copies/West'), row('A', 'Copies/A 2')]
  const ends = { source: place('Disk'), destination: place('Disk') }
  expect((await find({ each: 'row', rows }, ends)).jobs).toHaveLength(4)
})

test('a row that names what is not there, or lies elsewhere, is told what to do', async () => {
  const rows = [row('Towr', 'A'), row('Site:Tower', 'B'), row('Tower', 'Disk:Other/C'), row('Elsewhere', 'D')]
  const ends = { source: whole('Site'), destination: place('Disk', 'Archive') }
  const { jobs, leftOut } = await find({ each: 'row', rows }, ends)
  expect(jobs).toEqual(['Site:Tower → Disk:Main/Archive/B'])
  expect(leftOut).toEqual({
    'Row 1 (Towr)': 'Its source: “Site:” shows no project or space “Towr”. Did you mean “Tower”?',
    'Row 3 (Tower)':
      'Its destination: “Disk:Other/C” does not lie below “Disk:Main/Archive”. Correct it, or make a job of its own for it.',
    'Row 4 (Elsewhere)':
      'Its source: “Site:” shows no project or space “Elsewhere”. Correct its name, or make it there.',
  })
})
