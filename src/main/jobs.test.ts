import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { FlaggedPage } from '#api/contract/flagged.ts'
import { harbour } from './testing/harbour.ts'
import { sharedHouse, type TestHouse } from './testing/house.ts'

function folder(files: Readonly<Record<string, string>> = {}): string {
  const made = realpathSync(mkdtempSync(join(tmpdir(), 'gantry-jobs-')))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(made, path, '..'), { recursive: true })
    writeFileSync(join(made, path), content)
  }
  return made
}

const values = { domain: 'https://harbour.example', clientId: 'crane', clientSecret: 'sesame' }

describe('jobs and runs', () => {
  const shared = sharedHouse({ platforms: [harbour()] })
  const idle = sharedHouse({ settings: { workers: 0 } })

  async function ended(house: TestHouse, id: unknown) {
    const state = async () => (await house.ask('GET', `/runs/${String(id)}`)).json['state']
    await expect.poll(state, { timeout: 30_000, interval: 50 }).toMatch(/completed|failed|cancelled|waiting/)
    return (await house.ask('GET', `/runs/${String(id)}`)).json
  }

  async function run(house: TestHouse, source: string, destination: string, body: object = {}) {
    const job = await house.ask('POST', '/jobs', { json: { source, destination, reuse: true } })
    expect([job.status, job.json['detail']]).toEqual([201, undefined])
    const started = await house.ask('POST', `/jobs/${String(job.json['id'])}/runs`, { json: body })
    expect([started.status, started.json['detail']]).toEqual([201, undefined])
    return ended(house, started.json['id'])
  }

  test('a folder of this machine is copied into one that has to be made, with report and proof', async () => {
    const house = shared()
    const source = folder({ 'Plans/A-101.pdf': 'one', 'notes.txt': 'two' })
    const destination = join(folder(), 'handed', 'over')
    const view = await run(house, source, destination)
    expect(view).toMatchObject({ state: 'completed', seen: { items: 3 }, moved: { items: 2 }, verified: 2 })
    expect(readFileSync(join(destination, 'Plans', 'A-101.pdf'), 'utf8')).toBe('one')

    const of = (what: string) => house.ask('GET', `/runs/${String(view['id'])}/${what}`)
    expect((await of('report')).headers['content-type']).toContain('text/html')
    const proof = await of('proof')
    expect(proof.headers['content-type']).toContain('application/jsonl')
    const items = await of('items?state=succeeded&limit=2')
    expect(items.json['items']).toHaveLength(2)
    const rest = await of(`items?limit=2&after=${String(items.json['next'])}`)
    expect(rest.json['items']).toHaveLength(1)

    expect((await of('overview')).json).toMatchObject({ types: [{ class: 'documents', files: 2, bytes: 6 }] })

    writeFileSync(join(destination, 'notes.txt'), 'TWO')
    const check = (location: string) =>
      house.ask('POST', `/proof-checks?location=${encodeURIComponent(location)}`, {
        body: proof.text,
        headers: { 'content-type': 'application/jsonl' },
      })
    const lines = (await check(destination)).text.trim().split('\n')
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({ path: 'notes.txt', outcome: 'changed' }),
      { same: 2, found: 1 },
    ])
    expect((await check(join(destination, 'gone'))).status).toBe(404)
  })

  test('a run is exported in every format, and what it does not have is said', async () => {
    const house = shared()
    const view = await run(house, folder({ 'Plans/A-101.pdf': 'one' }), folder())
    const exported = (of: Record<string, unknown>, what: string) =>
      house.ask('GET', `/runs/${String(of['id'])}/exports/${what}`)
    const csv = await exported(view, 'items')
    expect([csv.status, csv.headers['content-type'], csv.headers['content-disposition']]).toEqual([
      200,
      'text/csv; charset=utf-8',
      expect.stringContaining(`filename="gantry-run-${String(view['id'])}-items.csv"`),
    ])
    expect(csv.text.split('\r\n')).toHaveLength(4)
    expect((await exported(view, 'items?format=xlsx')).text).toMatch(/^PK/)
    const folders = (await exported(view, 'folders?format=jsonl')).text.trim().split('\n')
    expect(folders.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { source: '', outcome: 'same' },
      { source: 'Plans', outcome: 'same', atSource: { files: 1, folders: 0, bytes: 3 } },
    ])

    expect((await exported(view, 'renamed?state=flagged')).status).toBe(400)
    expect((await exported(view, 'everything')).status).toBe(400)
    expect((await exported({ id: '999' }, 'items')).status).toBe(404)
    const simulated = await run(house, folder({ 'a.txt': 'a' }), folder(), { simulate: true })
    expect((await exported(simulated, 'folders')).json['detail']).toMatch(
      /has no validation.*a simulation moves nothing/,
    )
  })

  test('a second run moves nothing, and the job between the same folders is used again', async () => {
    const house = shared()
    const source = folder({ 'a.txt': 'a' })
    const destination = folder()
    const first = await run(house, source, destination)
    const second = await run(house, source, destination)
    expect((second['job'] as { id: string }).id).toBe((first['job'] as { id: string }).id)
    expect(second).toMatchObject({ state: 'completed', moved: { items: 0 }, seen: { items: 1 } })
  })

  test('a simulation changes nothing, also where the destination is missing', async () => {
    const house = shared()
    const source = folder({ 'a.txt': 'a' })
    const parent = folder()
    const view = await run(house, source, join(parent, 'new', 'folder'), { simulate: true })
    expect(view).toMatchObject({ kind: 'simulation', state: 'completed', states: { pending: { items: 1 } } })
    expect(() => readFileSync(join(parent, 'new'))).toThrow(/ENOENT/)
    expect((await house.ask('GET', `/runs/${String(view['id'])}/proof`)).json['detail']).toMatch(
      /a simulation moves nothing/,
    )
  })

  test('filters are kept with the job, replaced by the next wish, and refused in words', async () => {
    const house = shared()
    const places = { source: folder({ 'a.pdf': 'a', 'a.tmp': 'x' }), destination: folder(), reuse: true }
    const wish = async (filters: object) => house.ask('POST', '/jobs', { json: { ...places, filters } })
    const filters = { include: ['*.pdf'], exclude: ['Old/'], maxSize: '1 GB', modifiedAfter: '2020-01-01' }
    const made = await wish(filters)
    expect(made.json['filters']).toEqual(filters)
    const started = await house.ask('POST', `/jobs/${String(made.json['id'])}/runs`, { json: {} })
    const view = await ended(house, started.json['id'])
    expect(view).toMatchObject({ moved: { items: 1 }, states: { ignored: { items: 1 } } })
    const report = await house.ask('GET', `/runs/${String(view['id'])}/report`)
    expect(report.text).toContain('The filters take in only “*.pdf”.')

    expect((await wish({})).json).toMatchObject({ id: made.json['id'], filters: {} })
    const audit = await house.ask('GET', '/audit?limit=1')
    expect(audit.json['entries']).toMatchObject([
      { act: 'job.changed', changed: expect.arrayContaining(Object.keys(filters)) },
    ])

    const options = { deletedItems: 'ask' }
    await house.ask('PATCH', `/jobs/${String(made.json['id'])}`, { json: { options, filters } })
    expect((await house.ask('POST', '/jobs', { json: places })).json).toMatchObject({ options, filters })

    const refused = await wish({ exclude: ['group:drawing'] })
    expect(refused.status).toBe(400)
    expect(refused.json['detail']).toMatch(/no group of types “drawing”; there are: archives/)
  })

  test('a job file is planned and applied by names; a second time nothing changes, and a job keeps its places', async () => {
    const house = shared()
    const [source, destination] = [folder({ 'a.pdf': 'a' }), folder()]
    const wish = { name: 'By file', source, destination, filters: { exclude: ['Old/'] } }
    const plan = async (job: object) => (await house.ask('POST', '/jobs/plan', { json: { jobs: [job] } })).json
    expect(await plan(wish)).toEqual({ jobs: [{ name: 'By file', do: 'add', changes: [] }] })
    const { id } = (await house.ask('POST', '/jobs', { json: wish })).json
    expect(await plan({ ...wish, source: `${source}/` })).toMatchObject({ jobs: [{ do: 'keep', job: id }] })

    const other = { options: { longNames: 'truncate' }, filters: {} }
    expect(await plan({ ...wish, ...other })).toMatchObject({
      jobs: [
        {
          do: 'change',
          changes: [
            { name: 'exclude', before: ['Old/'] },
            { name: 'longNames', before: 'flag', after: 'truncate' },
          ],
        },
      ],
    })
    expect((await house.ask('PATCH', `/jobs/${String(id)}`, { json: other })).json).toMatchObject(other)
    expect(await plan({ ...wish, ...other })).toMatchObject({ jobs: [{ do: 'keep' }] })
    expect((await plan({ ...wish, destination: folder() }))['detail']).toMatch(/A job keeps its places/)
    await house.ask('POST', '/jobs', { json: { ...wish, destination: folder() } })
    expect((await plan(wish))['detail']).toMatch(/both called “By file”/)
  })

  test.each([
    [
      'choices that say nothing together',
      { options: { direction: 'move', deletedItems: 'mirror' } },
      /A job that moves/,
    ],
    [
      'filters that take nothing',
      { filters: { minSize: '2 MB', maxSize: '900 KB' } },
      /“minSize” \(2 MB\) is above “maxSize”/,
    ],
    [
      'dates that take nothing',
      { filters: { modifiedAfter: '2026-02-01', modifiedBefore: '2026-01-01' } },
      /take no file/,
    ],
    ['a destination in the source', { destination: '/srv/gantry-source/in' }, /lies inside the source/],
  ])('with %s a job is refused alike when it is planned, shown and added', async (_, what, why) => {
    const json = { name: 'Refused', source: '/srv/gantry-source', destination: folder(), ...what }
    const answers = [
      await shared().ask('POST', '/jobs/plan', { json: { jobs: [json] } }),
      await shared().ask('POST', '/jobs/preview', { json }),
      await shared().ask('POST', '/jobs', { json }),
    ]
    for (const { status, json: problem } of answers)
      expect([status, problem['detail']]).toEqual([400, expect.stringMatching(why)])
  })

  test('a job gets another name, keeps what was not said, and is exported as it is now', async () => {
    const house = shared()
    const wish = { name: 'Before', source: folder(), destination: folder(), filters: { exclude: ['Old/'] } }
    const { id } = (await house.ask('POST', '/jobs', { json: wish })).json
    const change = (name: string) => house.ask('PATCH', `/jobs/${String(id)}`, { json: { name } })
    expect((await change(' After ')).json).toMatchObject({ id, name: 'After', filters: wish.filters })
    expect((await house.ask('GET', '/audit?limit=1')).json['entries']).toMatchObject([
      { act: 'job.changed', changed: ['name'] },
    ])
    expect((await change(' ')).status).toBe(400)

    const file = await house.ask('GET', `/jobs/export?jobs=${String(id)}`)
    expect(file.headers['content-type']).toContain('application/yaml')
    expect(file.text).toContain('  - name: After\n')
    expect((await house.ask('GET', '/jobs/export?jobs=99999')).json['detail']).toMatch(/There is no job “99999”/)
  })

  test('a new job is shown before it is added, as the job file that makes the same of it', async () => {
    const house = shared()
    const source = folder()
    const wish = {
      source,
      destination: `${folder()}/there`,
      name: 'Hand-over',
      category: 'Harbour',
      options: { content: 'folders' },
    }
    const preview = await house.ask('POST', '/jobs/preview', { json: wish })
    expect(preview.json).toMatchObject({ name: 'Hand-over', summary: expect.stringContaining('Copies the folders of') })
    const job = await house.ask('POST', '/jobs', { json: wish })
    const exported = await house.ask('GET', `/jobs/export?jobs=${String(job.json['id'])}`)
    expect(exported.text).toBe(preview.json['file'])
    expect(exported.text).toContain('category: Harbour')
    const inside = await house.ask('POST', '/jobs/preview', { json: { ...wish, destination: join(source, 'in') } })
    expect([inside.status, inside.json['detail']]).toEqual([400, expect.stringContaining('lies inside the source')])
  })

  test('an archived job is not listed and does not run, until it is brought back', async () => {
    const house = shared()
    const json = { source: folder(), destination: folder(), schedule: { daily: '02:00' }, category: 'Shelf' }
    const { json: job } = await house.ask('POST', '/jobs', { json })
    const path = `/jobs/${String(job['id'])}`
    const listed = async (show: string) =>
      ((await house.ask('GET', `/jobs?category=Shelf&show=${show}`)).json['jobs'] as unknown[]).length
    expect(await listed('current')).toBe(1)
    const archived = await house.ask('PATCH', path, { json: { isArchived: true } })
    expect(archived.json['nextRun']).toBeUndefined()
    expect([await listed('current'), await listed('archived'), await listed('all')]).toEqual([0, 1, 1])
    const refused = await house.ask('POST', `${path}/runs`, { json: {} })
    expect([refused.status, refused.json['detail']]).toEqual([409, expect.stringContaining('gantry jobs restore')])
    const back = await house.ask('PATCH', path, { json: { isArchived: false, category: '' } })
    expect(back.json).toMatchObject({ nextRun: job['nextRun'] })
    expect(back.json['category']).toBeUndefined()
  })

  test('a source that is not there fails the run with a sentence', async () => {
    const house = shared()
    const view = await run(house, join(folder(), 'missing'), folder())
    expect([view['state'], view['failure']]).toEqual(['failed', expect.stringMatching(/is not there/)])
  })

  test('locations name connections and spaces, whatever the case where that is clear', async () => {
    const house = shared()
    const root = folder({ 'Plans/A-101.pdf': 'one' })
    await house.ask('POST', '/connections', { json: { platform: 'filesystem', name: 'Yard', values: { root } } })
    await house.ask('POST', '/connections', { json: { platform: 'harbour', way: 'service', name: 'Quays', values } })
    const list = async (location: string) => {
      const { json } = await house.ask('GET', `/entries?location=${encodeURIComponent(location)}`)
      return json['detail'] ?? (json['entries'] as { name: string }[]).map(({ name }) => name)
    }
    const space = root.split('/').at(-1) ?? ''
    expect(await list('Yard:')).toEqual([space])
    expect(await list('yard:Plans')).toEqual(['A-101.pdf'])
    expect(await list(`Yard:${space}/Plans`)).toEqual(['A-101.pdf'])
    expect(await list(root)).toEqual(['Plans'])
    expect(await list('Quays:')).toEqual(['North Quay', 'South Quay', 'south quay'])
    expect(await list('Quays:north quay')).toEqual([])
    expect(await list('Quays:South Quay')).toEqual([])
    expect(await list('Quays:SOUTH QUAY')).toMatch(/no space “SOUTH QUAY”.*“South Quay”, “south quay”/)
    expect(await list('Quays:Nort Quay')).toMatch(/Did you mean “North Quay”/)
    expect(await list('Quay:North Quay')).toMatch(/Did you mean “Quays”/)
    expect(await list('Plans')).toMatch(/is no location/)
    expect(await list('Yard:Plans/../..')).toMatch(/name cannot be/)
  })

  test('a copy into its own source is refused, by whichever way the two are named', async () => {
    const house = shared()
    const root = folder({ 'Plans/A-101.pdf': 'one' })
    const link = join(folder(), 'link')
    symlinkSync(root, link)
    await house.ask('POST', '/connections', { json: { platform: 'filesystem', name: 'Shed', values: { root: link } } })
    const refusal = async (source: string, destination: string) => {
      const { status, json } = await house.ask('POST', '/jobs', { json: { source, destination } })
      return status === 400 ? String(json['detail']) : status
    }
    expect(await refusal(root, root)).toMatch(/same folder/)
    expect(await refusal(root, link)).toMatch(/same folder/)
    expect(await refusal(root, 'Shed:')).toMatch(/same folder/)
    expect(await refusal(root, join(root, 'Plans', 'copy'))).toMatch(/lies inside the source/)
    expect(await refusal('Shed:Plans', join(root, 'Plans', 'new'))).toMatch(/lies inside the source/)
    expect(await refusal(join(root, 'Plans'), root)).toBe(201)
    expect(await refusal(root, `${root} copy`)).toBe(201)
  })

  test('what is flagged is listed across jobs, the newest job first, in pages, until its job is removed', async () => {
    const house = shared()
    const source = folder({ 'quay-1.pdf': 'ours', 'quay-2.pdf': 'ours', 'quay-3.pdf': 'ours' })
    const taken = () => folder({ 'quay-1.pdf': 'theirs', 'quay-2.pdf': 'theirs' })
    const older = String((await run(house, source, taken()))['id'])
    const view = await run(house, source, taken())
    const newer = String(view['id'])
    const list = async (more = '') =>
      (await house.ask('GET', `/flagged-items?text=quay-${more}`)).json as unknown as FlaggedPage

    const all = await list()
    expect(all.items.map((item) => item.run)).toEqual([newer, newer, older, older])
    expect(all.items.map(({ source: path }) => path).toSorted()).toEqual([
      'quay-1.pdf',
      'quay-1.pdf',
      'quay-2.pdf',
      'quay-2.pdf',
    ])
    expect(all.reasons).toMatchObject([{ reason: 'conflict', words: all.items[0]?.words, items: 4 }])

    const page = await list('&limit=3')
    const rest = await list(`&limit=3&after=${page.next}`)
    expect([...page.items, ...rest.items]).toEqual(all.items)
    expect([rest.reasons, rest.next]).toEqual([undefined, undefined])
    expect((await list('&reason=unreadable')).items).toEqual([])
    const { status } = await house.ask('GET', '/flagged-items?after=1.2')
    expect(status).toBe(400)

    await house.ask('DELETE', `/jobs/${(view['job'] as { id: string }).id}`)
    expect((await list()).items.map((item) => item.run)).toEqual([older, older])
  })

  test('a run that waits for its turn is paused, goes on, and is cancelled; its job stays until then', async () => {
    const house = idle()
    const { json: job } = await house.ask('POST', '/jobs', {
      json: { source: folder({ a: 'a' }), destination: folder() },
    })
    const path = `/jobs/${String(job['id'])}`
    const run = await house.ask('POST', `${path}/runs`)
    const act = async (name: string) =>
      (await house.ask('POST', `/runs/${String(run.json['id'])}/${name}`)).json['state']
    expect((await house.ask('POST', `${path}/runs`)).json['detail']).toMatch(/is not finished .* is queued/)
    expect(await act('pause')).toBe('paused')
    expect((await house.ask('DELETE', path)).json['detail']).toMatch(/Cancel it first/)
    expect(await act('resume')).toBe('queued')
    expect(await act('cancel')).toBe('cancelled')
    expect(await act('resume')).toBe('queued')
    expect(await act('cancel')).toBe('cancelled')
    expect((await house.ask('DELETE', path)).status).toBe(204)
  })

  test('a completed run is neither resumed nor cancelled, outlives its job, and lists are paged', async () => {
    const house = shared()
    await house.ask('POST', '/jobs', { json: { source: folder(), destination: folder() } })
    const { json: job } = await house.ask('POST', '/jobs', {
      json: { source: folder({ a: 'a' }), destination: folder() },
    })
    const path = `/jobs/${String(job['id'])}`
    const { json: started } = await house.ask('POST', `${path}/runs`)
    const id = String(started['id'])
    const ran = await ended(house, id)
    expect(ran['state']).toBe('completed')
    expect((await house.ask('POST', `/runs/${id}/resume`)).json['detail']).toMatch(/complete; start a new run/)
    expect((await house.ask('POST', `/runs/${id}/cancel`)).status).toBe(409)
    expect((await house.ask('GET', path)).json).toMatchObject({ lastRun: { id, state: 'completed' } })
    const page = await house.ask('GET', '/jobs?limit=1')
    expect(page.json['jobs']).toMatchObject([{ id: job['id'] }])
    expect((await house.ask('GET', `/jobs?limit=1&after=${String(page.json['next'])}`)).json['jobs']).toHaveLength(1)
    expect((await house.ask('DELETE', path)).status).toBe(204)
    expect((await house.ask('GET', path)).status).toBe(404)
    expect((await house.ask('GET', `/runs/${id}`)).status).toBe(200)
    for (const there of ['/runs/99999', '/runs/x', '/runs/99999/items', '/jobs/x', '/runs/99999/report']) {
      expect([there, (await house.ask('GET', there)).status]).toEqual([there, 404])
    }
  })
})
