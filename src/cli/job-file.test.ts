import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { jobPlan, jobView, type JobPlan } from '#api/contract/jobs.ts'
import { answer, fakeApi, refuse, type FakeApi } from './testing/fake-api.ts'
import { job } from './testing/examples.ts'
import { typeCommand } from './testing/type-command.ts'

let api: FakeApi | undefined
let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-job-file-'))
})
afterEach(async () => {
  await api?.close()
  await rm(folder, { recursive: true })
})

const text = `# Of the close-out
jobs:
  - name: Handover
    source: ./handover
    destination: Procore:Harbour/Handover
    options:
      onConflict: prefer-source
    filters:
      exclude: [Old/, "*.tmp"]
`

async function withFile(verb: string, plan: JobPlan['jobs'], content = text) {
  await writeFile(join(folder, 'jobs.yaml'), content)
  api = await fakeApi({
    planJobs: () => answer(jobPlan, { jobs: plan }),
    addJob: () => answer(jobView, job),
    changeJob: () => answer(jobView, job),
  })
  return typeCommand(['jobs', verb, '-f', 'jobs.yaml', '--server', api.url], { folder })
}

const added: JobPlan['jobs'] = [{ name: 'Handover', do: 'add', changes: [] }]
const kept: JobPlan['jobs'] = [{ name: 'Handover', do: 'keep', job: '3', changes: [] }]
const changed: JobPlan['jobs'] = [
  {
    name: 'Handover',
    do: 'change',
    job: '3',
    changes: [{ name: 'exclude', before: ['Old/'], after: ['Old/', '*.tmp'] }],
  },
]

describe('a job file', () => {
  test('is planned without doing anything', async () => {
    const { exitCode, output } = await withFile('plan', changed)
    expect({ exitCode, output }).toEqual({
      exitCode: 0,
      output: '~ change Handover\n    exclude: Old/ → Old/, *.tmp\n',
    })
    expect(api?.heard.map(({ route }) => route)).toEqual(['planJobs'])
  })

  test.each([
    ['new', added, 'addJob'],
    ['other', changed, 'changeJob'],
    ['the same', kept, undefined],
  ])('that is applied does for what is %s no more than it must', async (_, plan, route) => {
    expect((await withFile('apply', plan)).exitCode).toBe(0)
    expect(api?.heard.map((one) => one.route)).toEqual(['planJobs', ...(route ? [route] : [])])
    const [, done] = api?.heard ?? []
    if (done)
      expect(JSON.parse(done.body)).toMatchObject({
        options: { onConflict: 'prefer-source' },
        filters: { exclude: ['Old/', '*.tmp'] },
      })
  })

  test('differs by the exit code', async () => {
    expect(await withFile('diff', kept)).toMatchObject({ exitCode: 0, output: '' })
    await api?.close()
    expect(await withFile('diff', changed)).toMatchObject({ exitCode: 1 })
  })

  test('is printed as the server writes it, in the order in which its jobs were named', async () => {
    api = await fakeApi({ exportJobs: () => ({ status: 200, type: 'application/yaml', body: text }) })
    const { exitCode, output } = await typeCommand(['jobs', 'export', '4', '3', '--server', api.url])
    expect({ exitCode, output }).toEqual({ exitCode: 0, output: text })
    expect(api.heard.map(({ query }) => query)).toEqual([{ jobs: '4,3' }])
  })

  test.each([
    [
      'a value that is not possible',
      text.replace('prefer-source', 'prefer-sorce'),
      7,
      'onConflict: it cannot be “prefer-sorce”. Did you mean prefer-source? There are: flag,',
    ],
    [
      'a key that nobody knows',
      text.replace('exclude', 'exlude'),
      9,
      'there is no “exlude” here. Did you mean exclude?',
    ],
    [
      'a number for a text',
      text.replace('name: Handover', 'name: 2026'),
      3,
      'name: it must be a text; put it in quotation',
    ],
    ['no list of jobs', 'job: []\n', 1, 'there is no “job” here. Did you mean jobs?'],
    ['a date that is none', text.replace('exclude:', 'maxAge: old #'), 9, 'maxAge: an age is a whole number'],
    [
      'a number of versions that is none',
      text.replace('onConflict: prefer-source', 'versions: some'),
      7,
      'latest, all, or',
    ],
    ['a pattern that can match nothing', text.replace('*.tmp', 'a//b'), 9, 'can match nothing'],
    ['what is missing', text.replace('    source: ./handover\n', ''), 3, 'jobs.0.source: it is missing'],
    ['two jobs of one name', text + text.slice(text.indexOf('  - name')), 10, 'there are two jobs “Handover”'],
    ['broken YAML', text.replace('      exclude', '\texclude'), 9, ''],
    ['a second document', `${text}---\njobs: []\n`, 10, 'is one document'],
  ])('with %s is refused with its line', async (_, content, line, what) => {
    const { exitCode, errors } = await withFile('plan', [], content)
    expect(exitCode).toBe(2)
    expect(errors).toMatch(new RegExp(`^jobs[.]yaml:${line}: `))
    expect(errors).toContain(what)
    expect(api?.heard).toEqual([])
  })

  test('with a job that the server refuses is told of with the line of that job, and nothing of it is done', async () => {
    await writeFile(join(folder, 'jobs.yaml'), `${text}  - name: Second\n    source: /a\n    destination: Nowhere:b\n`)
    api = await fakeApi({
      planJobs: ({ body }) =>
        body.includes('Nowhere')
          ? refuse('not-found', 404, 'There is no connection “Nowhere”.')
          : answer(jobPlan, { jobs: added }),
    })
    const { exitCode, errors } = await typeCommand(['jobs', 'apply', '-f', 'jobs.yaml', '--server', api.url], {
      folder,
    })
    expect(exitCode).toBe(1)
    expect(errors).toMatch(/^jobs[.]yaml:10: There is no connection “Nowhere”[.]$/m)
    expect(api.heard.map(({ route }) => route)).toEqual(['planJobs', 'planJobs'])
  })

  test('is not to blame where whoever applies it may not', async () => {
    await writeFile(join(folder, 'jobs.yaml'), text)
    const sentence = 'To add and change jobs takes the role Operator; you are Viewer. Ask an administrator.'
    api = await fakeApi({ planJobs: () => refuse('forbidden', 403, sentence) })
    const { errors } = await typeCommand(['jobs', 'apply', '-f', 'jobs.yaml', '--server', api.url], { folder })
    expect(errors.startsWith(sentence)).toBe(true)
  })

  test('may say once what all of its jobs have in common', async () => {
    const first = text.replace('- name', '- &first\n    name').replace('options:', 'options: &options')
    const names = Array.from({ length: 499 }, (_, at) => `Tower ${at}`)
    const others = names.map((name) => `  - <<: *first\n    name: ${name}\n`)
    const { exitCode, errors } = await withFile('plan', kept, first + others.join(''))
    expect([exitCode, errors]).toEqual([0, ''])
    expect(JSON.parse(api?.heard.at(-1)?.body ?? '')).toMatchObject({
      jobs: [{ name: 'Tower 498', destination: 'Procore:Harbour/Handover', options: { onConflict: 'prefer-source' } }],
    })
  })

  test.each([
    [
      'a key twice',
      '  - <<: *first\n    name: Tower\n    name: Shed\n',
      /^jobs[.]yaml:13: Map keys must be unique[.]?$/m,
    ],
    ['an alias of nothing', '  - *second\n', /^jobs[.]yaml: Unresolved alias .*: second[.]$/m],
    ['what cannot be merged', '  - <<: Handover\n', /^jobs[.]yaml: after “<<” there must be a group/],
  ])('with %s is refused, also where it says what is common', async (_, more, what) => {
    const first = text.replace('- name', '- &first\n    name')
    const { exitCode, errors } = await withFile('plan', kept, first + more)
    expect([exitCode, errors]).toEqual([2, expect.stringMatching(what)])
  })

  test('whose aliases stand for aliases without end is refused', async () => {
    const names = ['a', 'b', 'c', 'd']
    const aliases = names.map(
      (name, at) =>
        `${name}: &${name} [${Array(9)
          .fill(`*${names[at - 1] ?? name}`)
          .join(', ')}]\n`,
    )
    const { exitCode, errors } = await withFile('plan', [], `${aliases.join('').replaceAll('*a, ', '1, ')}jobs: *d\n`)
    expect([exitCode, errors]).toEqual([2, expect.stringContaining('its aliases stand for too much')])
  })

  test('that is not there is told of', async () => {
    const { exitCode, errors } = await typeCommand(['jobs', 'plan', '-f', 'nowhere.yaml'], { folder })
    expect({ exitCode, errors }).toEqual({ exitCode: 1, errors: 'nowhere.yaml cannot be read: it is not there.\n' })
  })
})
