import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { ChildrenPage } from '#api/contract/children.ts'
import type { JobView } from '#api/contract/jobs.ts'
import type { MappingPreview } from '#api/contract/mapping.ts'
import type { RunPage, RunView } from '#api/contract/runs.ts'
import { sharedHouse } from './testing/house.ts'

const shared = sharedHouse()

function folder(files: Readonly<Record<string, string>> = {}): string {
  const made = realpathSync(mkdtempSync(join(tmpdir(), 'gantry-mapping-')))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  for (const [path, content] of Object.entries(files)) put(made, path, content)
  return made
}

function put(root: string, path: string, content: string): void {
  mkdirSync(join(root, path, '..'), { recursive: true })
  writeFileSync(join(root, path), content)
}

async function asked<Answer>(method: string, path: string, json?: object): Promise<Answer> {
  const answer = await shared().ask(method, path, json && { json })
  expect([answer.status < 300, answer.text], answer.text).toEqual([true, answer.text])
  return answer.json as Answer
}

async function refused(method: string, path: string, json?: object): Promise<string> {
  const answer = await shared().ask(method, path, json && { json })
  expect(answer.status).toBeGreaterThanOrEqual(400)
  return String(answer.json['detail'])
}

async function run({ id }: Pick<JobView, 'id'>, simulate = false): Promise<RunView> {
  const { id: run } = await asked<RunView>('POST', `/jobs/${id}/runs`, { simulate })
  const state = async () => (await asked<RunView>('GET', `/runs/${run}`)).state
  await expect.poll(state, { timeout: 30_000, interval: 100 }).toMatch(/completed|failed|cancelled/)
  return asked<RunView>('GET', `/runs/${run}`)
}

const childrenOf = ({ id }: Pick<JobView, 'id'>) => asked<ChildrenPage>('GET', `/jobs/${id}/children`)

test('each sub-folder gets a job with the choices of its parent, which adds up what they do', async () => {
  const source = folder({
    'Harbour/a.pdf': 'one',
    'Tower/Plans/b.pdf': 'two',
    'Tower/c.tmp': 'x',
    'Yard/d.pdf': 'four',
  })
  const destination = folder()
  const parent = await asked<JobView>('POST', '/jobs', {
    name: 'Projects',
    source,
    destination,
    filters: { exclude: ['*.tmp'] },
    category: 'Archive',
    mapping: { each: 'folder', to: '{name}/Documents' },
  })
  expect(parent).toMatchObject({
    children: 0,
    summary: expect.stringContaining(`One job for each folder in “${source}”.`),
  })

  const simulated = await run(parent, true)
  expect(simulated).toMatchObject({ state: 'completed', children: { runs: 3, states: { completed: 3 } } })
  expect(existsSync(join(destination, 'Tower'))).toBe(false)

  const first = await run(parent)
  expect(first).toMatchObject({
    state: 'completed',
    moved: { items: 3 },
    verified: 3,
    states: { succeeded: { items: 4 }, ignored: { items: 1 } },
    children: { runs: 3, states: { completed: 3 } },
  })
  expect(readFileSync(join(destination, 'Tower/Documents/Plans/b.pdf'), 'utf8')).toBe('two')

  const { children, sums } = await childrenOf(parent)
  expect(children.map(({ name, moved, states }) => [name, moved.items, states.ignored])).toEqual([
    ['Harbour', 1, 0],
    ['Tower', 1, 1],
    ['Yard', 1, 0],
  ])
  expect(sums).toMatchObject({ jobs: 3, left: 0, moved: { items: 3, bytes: 10 }, verified: 3, ignored: 1 })
  const tower = await asked<JobView>('GET', `/jobs/${children[1]?.job ?? ''}`)
  expect(tower).toMatchObject({
    name: 'Projects / Tower',
    source: `${source}/Tower`,
    destination: `${destination}/Tower/Documents`,
    filters: { exclude: ['*.tmp'] },
    category: 'Archive',
    parent: { id: parent.id, name: 'Projects' },
  })
  const below = await asked<RunPage>('GET', `/runs?parent=${first.id}`)
  expect(below.runs.map(({ parent, startedBy }) => [parent, startedBy?.kind])).toEqual(
    Array.from({ length: 3 }, () => [first.id, 'local']),
  )

  const csv = await shared().ask('GET', `/jobs/${parent.id}/children/export`)
  expect(csv.text.trim().split('\r\n')).toHaveLength(4)
  const totals = await asked<{ totals: object[] }>('GET', '/totals?by=parent')
  expect(totals.totals).toContainEqual(
    expect.objectContaining({ job: parent.id, jobs: 3, moved: { items: 3, bytes: 10 } }),
  )
})

test('what is new gets a job at the next run, and what has gone keeps its history and runs no more', async () => {
  const source = folder({ 'Harbour/a.pdf': 'one', 'Tower/b.pdf': 'two' })
  const destination = folder()
  const parent = await asked<JobView>('POST', '/jobs', {
    name: 'Both',
    source,
    destination,
    mapping: { each: 'folder' },
  })
  await run(parent)
  rmSync(join(source, 'Tower'), { recursive: true })
  put(source, 'Yard/d.pdf', 'four')

  expect(await run(parent)).toMatchObject({ state: 'completed', children: { runs: 2 }, moved: { items: 1 } })
  const { children, sums } = await childrenOf(parent)
  expect(sums).toMatchObject({ jobs: 3, left: 1 })
  expect(children[1]).toMatchObject({ name: 'Tower', left: { why: 'It was not found at the last look.' } })
  expect(children[1]?.moved).toEqual({ items: 1, bytes: 3 })
  expect(existsSync(join(destination, 'Tower/b.pdf'))).toBe(true)
  expect((await asked<JobView>('GET', `/jobs/${parent.id}`)).lastLook).toMatchObject({ made: 1, gone: ['Tower'] })
  expect(await refused('POST', `/jobs/${children[1]?.job ?? ''}/runs`, {})).toContain(
    'It was not found at the last look',
  )

  put(source, 'Tower/b.pdf', 'two')
  expect(await run(parent)).toMatchObject({ children: { runs: 3 } })
  expect((await childrenOf(parent)).sums).toMatchObject({ jobs: 3, left: 0 })

  // A listing that fails says nothing about what is there.
  rmSync(source, { recursive: true })
  expect(await run(parent)).toMatchObject({ state: 'failed', failure: expect.stringContaining('it is not there') })
  expect((await childrenOf(parent)).sums).toMatchObject({ jobs: 3, left: 0 })
})

test('children are changed, archived and removed with their parent, and refuse it by themselves', async () => {
  const source = folder({ 'Harbour/a.pdf': 'one' })
  const parent = await asked<JobView>('POST', '/jobs', {
    name: 'Whole',
    source,
    destination: folder(),
    mapping: { each: 'folder' },
  })
  await run(parent)
  const child = `/jobs/${(await childrenOf(parent)).children[0]?.job ?? ''}`
  const alone = [
    await refused('PATCH', child, { name: 'Mine' }),
    await refused('PATCH', child, { isArchived: true }),
    await refused('DELETE', child),
    await refused('GET', `/jobs/export?jobs=${child.slice('/jobs/'.length)}`),
  ]
  for (const sentence of alone) expect(sentence).toContain(`“Whole” (job ${parent.id}) has made`)

  await asked('PATCH', `/jobs/${parent.id}`, {
    name: 'Parts',
    filters: { exclude: ['Old/'] },
    mapping: { each: 'folder', except: ['X*'] },
  })
  expect(await asked<JobView>('GET', child)).toMatchObject({ name: 'Parts / Harbour', filters: { exclude: ['Old/'] } })
  expect(
    await refused('PATCH', `/jobs/${parent.id}`, { mapping: { each: 'folder', to: 'Elsewhere/{name}' } }),
  ).toContain('keep their places')
  const listed = async (query: string) =>
    (await asked<{ jobs: JobView[] }>('GET', `/jobs?${query}`)).jobs.map(({ id }) => id)
  expect(await listed('children=hide&text=Parts')).toEqual([parent.id])
  expect(await listed(`parent=${parent.id}`)).toEqual([child.slice('/jobs/'.length)])

  await asked('PATCH', `/jobs/${parent.id}`, { isArchived: true })
  expect(await asked<JobView>('GET', child)).toHaveProperty('archivedAt')
  await shared().ask('DELETE', `/jobs/${parent.id}`)
  expect((await shared().ask('GET', child)).status).toBe(404)
})

test('a list of rows is taken whole or not at all, each wrong row with what is wrong', async () => {
  const source = folder({ 'Old/Tower/b.pdf': 'two', 'Harbour/a.pdf': 'one' })
  const destination = folder()
  const rows = [
    { source: 'Old/Tower', destination: 'Tower', name: 'The tower' },
    { source: '../secret', destination: 'Secret' },
    { source: `${source}/Harbour`, destination: `${destination}/Quay` },
    { source: 'Old/Tower', destination: 'Tower' },
  ]
  const wish = { name: 'By list', source, destination, mapping: { each: 'row', rows } }
  const sentence = await refused('POST', '/jobs', wish)
  expect(sentence).toContain('2 of 4 rows cannot be taken, so nothing was made.')
  expect(sentence).toContain('Row 2 (../secret): Its source: “../secret” is no path')
  expect(sentence).toContain('Row 4 (Old/Tower): It says the same as row 1.')

  const taken = { ...wish, mapping: { ...wish.mapping, wrongRows: 'leave-out' } }
  const preview = await asked<object>('POST', '/jobs/preview/children', taken)
  expect(preview).toMatchObject({
    jobs: [
      { name: 'The tower', source: `${source}/Old/Tower`, destination: `${destination}/Tower` },
      { name: `${source}/Harbour`, destination: `${destination}/Quay` },
    ],
    leftOut: [{ name: 'Row 2 (../secret)' }, { name: 'Row 4 (Old/Tower)' }],
  })
  const parent = await asked<JobView>('POST', '/jobs', taken)
  expect(await run(parent)).toMatchObject({ children: { runs: 2 }, moved: { items: 2 } })
  expect(existsSync(join(destination, 'Quay/a.pdf'))).toBe(true)
  expect(await refused('POST', '/jobs', { ...wish, mapping: { each: 'row' } })).toContain('needs rows')
  expect(await refused('POST', '/jobs', { source, destination, mapping: { each: 'project' } })).toContain(
    '“connection:”',
  )
})

test('the sources of rows are looked into before anything is made, and a wrong one is told of in every way', async () => {
  const [source, destination] = [folder({ 'Tower/b.pdf': 'two' }), folder()]
  const rows = [
    { source: 'Tower', destination: 'Tower' },
    { source: 'Towr', destination: 'Other' },
    { source: 'Tower', destination: 'Tower' },
  ]
  const wish = { name: 'Looked into', source, destination, mapping: { each: 'row', rows } }
  const sentence = await refused('POST', '/jobs', wish)
  expect(sentence).toContain(
    '2 of 3 rows cannot be taken, so nothing was made. Row 2 (Towr): Its source cannot be read:',
  )
  expect(sentence).toContain('Did you mean “Tower”? Correct the path, or make the folder there. Row 3 (Tower): It says')
  expect(await refused('POST', '/jobs/plan', { jobs: [wish] })).toContain('Row 2 (Towr): Its source cannot be read:')
  expect(await asked<object>('POST', '/jobs/preview/children', wish)).toMatchObject({
    jobs: [{ name: 'Tower' }],
    leftOut: [{ name: 'Row 2 (Towr)' }, { name: 'Row 3 (Tower)' }],
    notices: [],
  })

  const taken = { ...wish, mapping: { ...wish.mapping, wrongRows: 'leave-out' } }
  const { jobs, notices } = await asked<MappingPreview>('POST', '/jobs/preview/children', taken)
  expect([jobs.length, notices]).toEqual([2, [expect.stringContaining('Row 2 (Towr): Its source cannot be read')]])
  expect(await asked<object>('POST', '/jobs/plan', { jobs: [taken] })).toMatchObject({
    jobs: [{ do: 'add', notices: [expect.stringContaining('It gets a job, whose runs fail until then.')] }],
  })
})

test('a job file says a mapping in the words of the API, and tells what would change', async () => {
  const [source, destination] = [folder({ 'Harbour/a.pdf': 'one' }), folder()]
  const file = (mapping: object) => ({ jobs: [{ name: 'Filed', source, destination, mapping }] })
  const planned = await asked<{ jobs: object[] }>('POST', '/jobs/plan', file({ each: 'folder', names: ['H*'] }))
  expect(planned.jobs).toEqual([{ name: 'Filed', do: 'add', changes: [] }])
  const added = await asked<JobView>('POST', '/jobs', file({ each: 'folder', names: ['H*'] }).jobs[0])
  expect((await shared().ask('GET', `/jobs/export?jobs=${added.id}`)).text).toContain(
    '    mapping:\n      each: folder\n      names:\n        - H*\n',
  )
  const changed = await asked<object>('POST', '/jobs/plan', file({ each: 'folder', names: ['H*', 'T*'] }))
  expect(changed).toMatchObject({
    jobs: [{ do: 'change', changes: [{ name: 'mapping.names', before: ['H*'], after: ['H*', 'T*'] }] }],
  })
  expect(await refused('POST', '/jobs/plan', { jobs: [{ name: 'Filed', source, destination }] })).toContain('or never')
})
