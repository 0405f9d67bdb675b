import { describe, expect, test } from 'vitest'
import { nameOf, type Entry } from '#platform'
import { reasonToAsk } from './delete-guard.ts'
import { defaultOptions } from './options.ts'
import { planFolder } from './plan.ts'
import { planRemovals, type Lost } from './plan-removals.ts'
import { printOf } from './print.ts'
import { termsOf } from './terms.ts'
import { factsWith } from './testing/facts.ts'

const noon = new Date('2026-03-01T12:00:00Z')

function at(space: string, name: string, more: Partial<Entry> = {}): Entry {
  return { space, path: ['Plans', name], kind: 'file', size: 10, modifiedAt: noon, ...more }
}

function lostOf(name: string, there: Entry, more: Partial<Lost> = {}): Lost {
  return {
    source: [name],
    destination: [nameOf(there.path)],
    kind: there.kind,
    state: 'succeeded',
    isForeign: false,
    sourcePrint: printOf(at('from', name)),
    destinationPrint: printOf(there),
    ...more,
  }
}

function plan(lost: readonly Lost[], destination: readonly Entry[], source: readonly Entry[] = []) {
  const terms = termsOf({
    source: { facts: factsWith(), title: 'This computer' },
    destination: { facts: factsWith({ caseSensitive: false, setsModifiedAt: true }), title: 'Procore' },
    options: defaultOptions,
  })
  const folder = { destination, sourcePath: [], destinationPath: [], sourceFolder: { space: 'from', path: ['Plans'] } }
  const actions = planFolder(
    {
      source,
      destination,
      known: () => undefined,
      sourcePath: [],
      destinationFolder: { space: 'to', path: ['Plans'] },
      destinationPath: [],
    },
    terms,
  )
  return planRemovals(lost, { ...folder, actions }, terms)
}

describe('of what the source has lost', () => {
  test('what is still as the job left it is deleted, by the id that it has there', () => {
    const there = at('to', 'a.pdf', { id: '7', parentId: '3' })
    expect(plan([lostOf('a.pdf', there)], [there])).toMatchObject({
      actions: [{ do: 'remove', reason: 'removed', to: { path: ['Plans', 'a.pdf'], id: '7', parentId: '3' } }],
      forgotten: [],
    })
  })

  test('a file that was renamed in case only is not deleted under its new name', () => {
    const there = at('to', 'A.pdf')
    const { actions, forgotten } = plan([lostOf('A.pdf', there)], [there], [at('from', 'a.pdf')])
    expect(actions).toEqual([])
    expect(forgotten).toHaveLength(1)
  })

  test.each<[string, Partial<Entry>, string]>([
    ['changed there', { size: 11 }, 'kept-changed'],
    ['touched there', { modifiedAt: new Date('2026-03-02') }, 'kept-changed'],
    ['replaced by a folder', { kind: 'folder' }, 'kept-changed'],
    ['taken over by the platform', { traits: ['system'] }, 'kept-changed'],
  ])('what was %s is kept', (_, change, reason) => {
    const there = at('to', 'a.pdf')
    expect(plan([lostOf('a.pdf', there)], [{ ...there, ...change }]).actions).toMatchObject([
      { do: 'leave', state: 'ignored', reason },
    ])
  })

  test('what lay there before is deleted only when its hash was found equal', () => {
    const there = at('to', 'a.pdf')
    const before = lostOf('a.pdf', there, { isForeign: true })
    expect(plan([before], [there]).actions).toMatchObject([{ do: 'leave', reason: 'kept-foreign' }])
    expect(plan([{ ...before, isProven: true }], [there]).actions).toMatchObject([{ do: 'remove' }])
  })

  test('what is not there any more, or belongs to another folder, is nothing to delete', () => {
    const there = at('to', 'a.pdf')
    expect(plan([lostOf('a.pdf', there)], [])).toMatchObject({ actions: [], forgotten: [{ source: ['a.pdf'] }] })
    const moved = lostOf('a.pdf', there, { destination: ['Elsewhere', 'a.pdf'] })
    expect(plan([moved], [there])).toEqual({ actions: [], forgotten: [] })
  })

  test('of several of one name the one that the job knows is meant, else none', () => {
    const [one, two] = [at('to', 'a.pdf', { id: '1' }), at('to', 'A.pdf', { id: '2' })]
    expect(plan([lostOf('A.pdf', two)], [one, two]).actions).toMatchObject([{ do: 'remove', to: { id: '2' } }])
    const unknown = lostOf('a.pdf', at('to', 'a.pdf', { id: '9' }))
    expect(plan([unknown], [one, two]).actions).toMatchObject([{ do: 'leave', reason: 'kept-unsure' }])
  })
})

describe('the guard', () => {
  const calm = {
    lost: 1,
    held: 1000,
    wasApproved: true,
    atSource: 0,
    unsure: [] as readonly string[],
  }
  const ask = (more: Partial<typeof calm>, deletedItems: 'mirror' | 'ask' = 'mirror') =>
    reasonToAsk({ deletedItems, foreignItems: 'keep' }, { ...calm, ...more })

  test.each([
    [100, 1000],
    [100, 200],
    [1, 2],
    [500, 10_000],
  ])('lets %i of %i go', (lost, held) => expect(ask({ lost, held })).toBeUndefined())

  test.each([
    [101, 1000],
    [501, 10_000],
    [2, 3],
    [1, 1],
    [60, 60],
  ])('asks about %i of %i', (lost, held) => expect(ask({ lost, held })).toContain('until somebody approves'))

  test('asks about any number the first time, where it is told to, and where the source cannot be believed', () => {
    expect(ask({ wasApproved: false })).toContain('has not deleted anything before')
    expect(ask({}, 'ask')).toContain('asks each time')
    expect(ask({ unsure: ['Procore'] })).toContain('may not see any more')
  })
})
