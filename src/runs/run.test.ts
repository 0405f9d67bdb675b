import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { StorageError } from '#platform'
import { tree, type Tree } from '#engine/testing/tree.ts'
import { houseOfTest } from './testing/house.ts'

function plans(): Tree {
  const source = tree()
  source.put(['A-101.pdf'], 'first floor')
  source.put(['Electrical', 'E-1.dwg'], 'lights')
  source.put(['Electrical', 'Details', 'E-1-a.dwg'], 'switches')
  source.folders.add('Empty')
  return source
}

function contents({ files }: Tree): Record<string, string> {
  return Object.fromEntries([...files].map(([path, { bytes }]) => [path, bytes.toString()]))
}

describe('a first run', () => {
  test('copies everything, and items, sums, report and proof agree', async () => {
    const ends = { source: plans(), destination: tree() }
    const { run, job, expectSumsToAgree } = await houseOfTest(ends)
    const made = await job()
    const view = await run(made)
    expect(view).toMatchObject({ state: 'completed', seen: { items: 6 }, moved: { items: 3, bytes: 25 }, verified: 3 })
    expect(contents(ends.destination)).toEqual(contents(ends.source))
    expect(ends.destination.folders).toEqual(ends.source.folders)
    await expectSumsToAgree(made, view)
  })

  test('of an empty folder completes with nothing', async () => {
    const { run, job, expectSumsToAgree } = await houseOfTest({ source: tree(), destination: tree() })
    const made = await job()
    const view = await run(made)
    expect(view).toMatchObject({ state: 'completed', seen: { items: 0, bytes: 0 } })
    await expectSumsToAgree(made, view)
  })

  test('goes to where the two locations are in their storages, and makes what is missing there', async () => {
    const source = tree()
    source.put(['Projects', 'Harbour', 'a.pdf'], 'a')
    source.put(['Projects', 'other.pdf'], 'not asked for')
    const destination = tree()
    const at = {
      source: { space: 's', path: ['Projects', 'Harbour'] },
      destination: { space: 's', path: ['Archive', '2026'] },
    }
    const { run, job } = await houseOfTest({ source, destination, at })
    expect(await run(await job())).toMatchObject({ state: 'completed', seen: { items: 1 } })
    expect(contents(destination)).toEqual({ 'Archive/2026/a.pdf': 'a' })
  })
})

describe('a second run', () => {
  async function secondRun(change: (ends: { source: Tree; destination: Tree }) => void) {
    const ends = { source: plans(), destination: tree() }
    const opened = await houseOfTest(ends)
    const job = await opened.job()
    await opened.run(job)
    change(ends)
    ends.source.calls.length = 0
    ends.destination.calls.length = 0
    const view = await opened.run(job)
    await opened.expectSumsToAgree(job, view)
    return { ...ends, view, items: await opened.items(job), opened, job }
  }

  test('moves nothing and asks about no single file', async () => {
    const { view, source, destination } = await secondRun(() => undefined)
    expect(view).toMatchObject({ state: 'completed', moved: { items: 0 }, seen: { items: 6 } })
    expect(view.reasons).toMatchObject([{ reason: 'unchanged', items: 6 }])
    expect(new Set([...source.calls, ...destination.calls])).toEqual(new Set(['list']))
  })

  test('moves only what has changed', async () => {
    const { view, destination } = await secondRun(({ source }) => void source.put(['A-101.pdf'], 'first floor, moved'))
    expect(view).toMatchObject({ state: 'completed', moved: { items: 1 } })
    expect(destination.calls.filter((verb) => verb === 'write')).toHaveLength(1)
    expect(contents(destination)['A-101.pdf']).toBe('first floor, moved')
  })

  test('puts back what was removed at the destination, and counts it as moved', async () => {
    const { view, destination, items } = await secondRun((ends) => ends.destination.files.delete('Electrical/E-1.dwg'))
    expect(view).toMatchObject({ moved: { items: 1 } })
    expect(contents(destination)['Electrical/E-1.dwg']).toBe('lights')
    expect(items['Electrical/E-1.dwg']).toBe('succeeded put-back')
  })

  test('leaves what the source has lost at the destination, and out of the proof, until it comes back', async () => {
    const lost = (source: Tree) => {
      for (const path of source.files.keys()) if (path.startsWith('Electrical')) source.files.delete(path)
      for (const path of source.folders) if (path.startsWith('Electrical')) source.folders.delete(path)
    }
    const { view, destination, source, opened, job } = await secondRun(({ source }) => lost(source))
    expect(view).toMatchObject({ seen: { items: 2 }, moved: { items: 0 } })
    expect(destination.files.has('Electrical/Details/E-1-a.dwg')).toBe(true)

    for (const [path, kept] of plans().files) if (path.startsWith('Electrical')) source.files.set(path, kept)
    for (const path of ['Electrical', 'Electrical/Details']) source.folders.add(path)
    const later = new Date('2026-05-01T00:00:00Z')
    source.put(['Electrical', 'E-1.dwg'], 'new lights', later)
    const again = await opened.run(job)
    expect(again).toMatchObject({ seen: { items: 6 }, state: 'completed' })
    expect(contents(destination)['Electrical/E-1.dwg']).toBe('new lights')
    await opened.expectSumsToAgree(job, again)
  })
})

describe('what lies at the destination already', () => {
  const older = new Date('2026-01-01T00:00:00Z')

  test.each([
    ['flag', 'flagged conflict', 'completed-with-flags', 'theirs'],
    ['prefer-source', 'succeeded replaced', 'completed', 'first floor'],
    ['prefer-destination', 'ignored kept-destination', 'completed', 'theirs'],
    ['prefer-newest', 'succeeded replaced', 'completed', 'first floor'],
  ] as const)('is treated as the policy %s says', async (onConflict, outcome, state, text) => {
    const ends = { source: plans(), destination: tree() }
    ends.destination.put(['A-101.pdf'], 'theirs', older)
    const { run, job, items, expectSumsToAgree } = await houseOfTest(ends)
    const made = await job({ onConflict })
    const view = await run(made)
    expect(view.state).toBe(state)
    expect((await items(made))['A-101.pdf']).toBe(outcome)
    expect(contents(ends.destination)['A-101.pdf']).toBe(text)
    await expectSumsToAgree(made, view)
  })

  test('and is the same is kept, and nothing moves', async () => {
    const ends = { source: plans(), destination: plans() }
    const { run, job, expectSumsToAgree } = await houseOfTest(ends)
    const made = await job()
    const view = await run(made)
    expect(view).toMatchObject({ state: 'completed', moved: { items: 0 } })
    expect(ends.destination.calls).not.toContain('write')
    await expectSumsToAgree(made, view)
  })

  test('keeps its changed name also after a conflict about it', async () => {
    const ends = { source: tree(), destination: tree({ forbiddenCharacters: ':/' }) }
    ends.source.put(['a:b.pdf'], 'one')
    const opened = await houseOfTest(ends)
    const job = await opened.job()
    await opened.run(job)
    ends.destination.put(['a_b.pdf'], 'somebody’s work', older)
    const view = await opened.run(job)
    expect(await opened.items(job)).toEqual({ 'a:b.pdf': 'flagged conflict' })
    await opened.expectSumsToAgree(job, view)
    ends.destination.files.delete('a_b.pdf')
    await opened.run(job)
    expect(contents(ends.destination)).toEqual({ 'a_b.pdf': 'one' })
  })
})

describe('names that the destination cannot hold', () => {
  const limits = { forbiddenCharacters: '/:?', maxName: { count: 20, unit: 'units' } } as const
  const long = 'a name that is much too long.pdf'

  test.each([
    ['underscore', 'truncate', { 'a_b.pdf': 'one', 'a name that is m.pdf': 'three' }],
    ['encode', 'flag', { 'a%3Ab.pdf': 'one', 'a%3Fb.pdf': 'two' }],
    ['flag', 'flag', {}],
  ] as const)(
    'are changed by %s and %s, and what would collide is flagged',
    async (unsupportedNames, longNames, there) => {
      const ends = { source: tree(), destination: tree(limits) }
      ends.source.put(['a:b.pdf'], 'one')
      ends.source.put(['a?b.pdf'], 'two')
      ends.source.put([long], 'three')
      const opened = await houseOfTest(ends)
      const job = await opened.job({ unsupportedNames, longNames })
      const first = await opened.run(job)
      expect(contents(ends.destination)).toEqual(there)
      await opened.expectSumsToAgree(job, first)
      const second = await opened.run(job)
      expect(second.moved.items).toBe(0)
      expect(second.states).toEqual(first.states)
      await opened.expectSumsToAgree(job, second)
    },
  )

  test('of a folder flag everything in it, each by its name', async () => {
    const ends = { source: tree(), destination: tree(limits) }
    ends.source.put(['what?', 'inner', 'a.pdf'], 'one')
    ends.source.put(['fine.pdf'], 'two')
    const { run, job, items, expectSumsToAgree } = await houseOfTest(ends)
    const made = await job({ unsupportedNames: 'flag' })
    const view = await run(made)
    expect(await items(made)).toEqual({
      'fine.pdf': 'succeeded copied',
      'what?': 'flagged invalid-name',
      'what?/inner': 'flagged folder-flagged',
      'what?/inner/a.pdf': 'flagged folder-flagged',
    })
    await expectSumsToAgree(made, view)
  })
})

describe('a folder', () => {
  const refused = (verb: string) =>
    new StorageError({ kind: 'forbidden', verb, message: `It may not be asked for ${verb}.` })

  test('that cannot be read is flagged, and all else is done', async () => {
    const source = plans()
    const ends = { source: { ...source, list: refusing(source, 'Electrical') }, destination: tree() }
    const { run, job, items, expectSumsToAgree } = await houseOfTest(ends)
    const made = await job()
    const view = await run(made)
    expect(view.state).toBe('completed-with-flags')
    expect(await items(made)).toEqual({
      'A-101.pdf': 'succeeded copied',
      Electrical: 'flagged unreadable',
      Empty: 'succeeded made',
    })
    await expectSumsToAgree(made, view)
  })

  test('that cannot be made flags what is in it', async () => {
    const ends = { source: plans(), destination: tree() }
    let left = 1
    ends.destination.fault = ({ verb }) => (verb === 'makeFolder' && left-- > 0 ? 'before' : undefined)
    ends.destination.failure = refused
    const { run, job, items, expectSumsToAgree } = await houseOfTest(ends)
    const made = await job()
    const view = await run(made)
    expect(Object.values(await items(made)).some((item) => item.startsWith('flagged refused'))).toBe(true)
    expect(view.state).toBe('completed-with-flags')
    await expectSumsToAgree(made, view)
    expect(await run(made)).toMatchObject({ state: 'completed', seen: { items: 6 } })
    expect(contents(ends.destination)).toEqual(contents(ends.source))
  })

  test('that the destination does not show flags what is in it', async () => {
    const destination = plans()
    const ends = { source: plans(), destination: { ...destination, list: refusing(destination, 'Electrical') } }
    const { run, job, items, expectSumsToAgree } = await houseOfTest(ends)
    const made = await job()
    const view = await run(made)
    expect(await items(made)).toMatchObject({
      Electrical: 'flagged refused',
      'Electrical/E-1.dwg': 'flagged folder-flagged',
      'Electrical/Details/E-1-a.dwg': 'flagged folder-flagged',
    })
    await expectSumsToAgree(made, view)
  })

  test('that is the job’s own and is not there fails the run in words', async () => {
    const ends = { source: tree(), destination: tree(), at: { source: { space: 's', path: ['gone'] } } }
    ends.source.list = async function* () {
      await Promise.resolve()
      throw new StorageError({ kind: 'not-found', verb: 'list', message: '“gone” is not there.' })
    }
    const { run, job } = await houseOfTest(ends)
    expect(await run(await job())).toMatchObject({ state: 'failed', failure: '“gone” is not there.' })
  })

  test('without anything is left out when the job says so', async () => {
    const ends = { source: plans(), destination: tree() }
    const { run, job, items, expectSumsToAgree } = await houseOfTest(ends)
    const made = await job({ emptyFolders: 'skip' })
    await expectSumsToAgree(made, await run(made))
    expect(await items(made)).toMatchObject({ Empty: 'ignored empty-folder' })
    expect(ends.destination.folders.has('Empty')).toBe(false)
  })

  test('of folders alone makes all of them, the empty ones too, and a second one changes nothing', async () => {
    const ends = { source: plans(), destination: tree() }
    const { run, job, items, expectSumsToAgree } = await houseOfTest(ends)
    const made = await job({ content: 'folders', emptyFolders: 'skip' })
    const view = await run(made)
    expect(view).toMatchObject({ state: 'completed', moved: { items: 0 } })
    expect(contents(ends.destination)).toEqual({})
    expect(ends.destination.folders).toEqual(ends.source.folders)
    expect(await items(made)).toMatchObject({
      'A-101.pdf': 'ignored folders-only',
      'Electrical/Details/E-1-a.dwg': 'ignored folders-only',
      Empty: 'succeeded made',
    })
    await expectSumsToAgree(made, view)
    ends.destination.calls.length = 0
    await expectSumsToAgree(made, await run(made))
    expect(new Set(ends.destination.calls)).toEqual(new Set(['list']))
  })

  function refusing(of: Tree, path: string): Tree['list'] {
    return (folder, options) => {
      if (folder.path.join('/') === path) throw refused('list')
      return of.list(folder, options)
    }
  }
})

test('of two entries of one name one is taken and the other flagged, each counted', async () => {
  const source = plans()
  const ends = {
    source: {
      ...source,
      list: async function* (...given: Parameters<Tree['list']>) {
        for await (const page of source.list(...given)) yield { entries: [...page.entries, ...page.entries] }
      } as Tree['list'],
    },
    destination: tree(),
  }
  const { run, job, items, expectSumsToAgree } = await houseOfTest(ends)
  const made = await job()
  const view = await run(made)
  expect(view.seen.items).toBeGreaterThan(6)
  expect(await items(made)).toMatchObject({
    'A-101.pdf': 'succeeded copied',
    'A-101.pdf #1': 'flagged collision',
  })
  await expectSumsToAgree(made, view)
  await expectSumsToAgree(made, await run(made))
})

describe('a simulation', () => {
  test('changes nothing and keeps a plan with an estimate', async () => {
    const ends = { source: plans(), destination: tree({ forbiddenCharacters: '/:' }) }
    ends.source.put(['a:b.pdf'], 'one')
    const opened = await houseOfTest(ends)
    const job = await opened.job({ unsupportedNames: 'flag' })
    const view = await opened.run(job, 'simulation')
    expect(view).toMatchObject({
      state: 'completed',
      seen: { items: 7 },
      states: { pending: { items: 6 }, flagged: { items: 1 } },
      estimate: { calls: 0 },
    })
    expect(new Set(ends.destination.calls)).toEqual(new Set(['list']))
    expect(ends.destination.files.size).toBe(0)
    expect(await opened.items(job)).toEqual({})
    expect(view.report).toBeDefined()
    expect(view.proof).toBeUndefined()
  })

  test('says why, and what would get another name', async () => {
    const ends = { source: plans(), destination: tree({ forbiddenCharacters: '/:' }) }
    ends.source.put(['a:b.pdf'], 'one')
    const opened = await houseOfTest(ends)
    const view = await opened.run(await opened.job(), 'simulation')
    expect(view.states.pending.items).toBe(7)
    expect(view.reasons.reduce((sum, { items }) => sum + items, 0)).toBe(7)
    expect(view.reasons).toContainEqual({
      state: 'pending',
      reason: 'renamed',
      words: 'the destination cannot hold the name',
      items: 1,
    })
    const page = await readFile(view.report ?? '', 'utf8')
    expect(page).toContain('Would get another name <small>1</small>')
    expect(page).toContain('then a_b.pdf')
  })

  test('after a run finds that nothing is to be done', async () => {
    const opened = await houseOfTest({ source: plans(), destination: tree() })
    const job = await opened.job()
    await opened.run(job)
    expect(await opened.run(job, 'simulation')).toMatchObject({
      states: { pending: { items: 0 }, succeeded: { items: 6 } },
    })
  })
})
