import { fc, test as property } from '@fast-check/vitest'
import { foldName, nameOf, showPath, type Entry } from '#platform'
import { describe, expect, test } from 'vitest'
import { filterOf } from './filter.ts'
import type { JobFilters } from './filters.ts'
import type { Known } from './item.ts'
import { leaveBelow } from './leave-below.ts'
import { defaultOptions, type JobOptions } from './options.ts'
import { planFolder, type Folder } from './plan.ts'
import { printOf } from './print.ts'
import { termsOf } from './terms.ts'
import { anyFacts, anyName } from './testing/arbitrary.ts'
import { factsWith, strictFacts } from './testing/facts.ts'

const noon = new Date('2026-03-01T12:00:00Z')

function file(name: string, more: Partial<Entry> = {}): Entry {
  return { space: 'from', path: ['Source', name], kind: 'file', size: 10, modifiedAt: noon, ...more }
}
function there(name: string, more: Partial<Entry> = {}): Entry {
  return { ...file(name, more), space: 'to', path: ['Destination', name] }
}
function folder(name: string): Entry {
  return { space: 'from', path: ['Source', name], kind: 'folder' }
}
function knownOf(source: Entry, destination: Entry, more: Partial<Known> = {}): Known {
  return {
    source: [nameOf(source.path)],
    destination: [nameOf(destination.path)],
    kind: 'file',
    state: 'succeeded',
    sourcePrint: printOf(source),
    destinationPrint: printOf(destination),
    ...more,
  }
}

interface GivenTerms {
  facts?: ReturnType<typeof factsWith>
  sourceFacts?: ReturnType<typeof factsWith>
  options?: Partial<JobOptions>
  filters?: JobFilters
}

function termsWith({ facts, sourceFacts, options, filters = {} }: GivenTerms) {
  return termsOf({
    source: { facts: sourceFacts ?? factsWith(), title: 'This computer' },
    destination: { facts: facts ?? factsWith(), title: 'Procore' },
    options: { ...defaultOptions, ...options },
    filter: filterOf(filters, noon.getTime()),
  })
}

interface Given extends GivenTerms {
  source: readonly Entry[]
  destination?: readonly Entry[] | 'new'
  known?: readonly Known[]
  isEmpty?: Folder['isEmpty']
}

function plan(given: Given) {
  const known = new Map((given.known ?? []).map((item) => [nameOf(item.source), item]))
  const terms = termsWith(given)
  const folderToPlan: Folder = {
    source: given.source,
    destination: given.destination ?? [],
    known: (name) => known.get(name),
    sourcePath: [],
    destinationFolder: { space: 'to', path: ['Destination'], id: 'folder-1' },
    destinationPath: [],
    ...(given.isEmpty && { isEmpty: given.isEmpty }),
  }
  return planFolder(folderToPlan, terms)
}

function doings(actions: ReturnType<typeof plan>) {
  return actions.map((action) => action.do)
}

describe('a file that is new', () => {
  test('is copied to where there must be none', () => {
    const [action] = plan({ source: [file('a.pdf')] })
    expect(action).toMatchObject({ do: 'copy', reason: 'copied', destination: ['a.pdf'], isRevised: false })
    expect(action).not.toHaveProperty('replaces')
    expect(action).toMatchObject({ to: { space: 'to', path: ['Destination', 'a.pdf'], parentId: 'folder-1' } })
  })

  test('is copied under a changed name, with the reason and both names', () => {
    const [action] = plan({ source: [file('a:b.pdf')], facts: strictFacts, destination: 'new' })
    expect(action).toMatchObject({ do: 'copy', reason: 'renamed', isRevised: true, destination: ['a_b.pdf'] })
    expect(action?.sentence).toContain('“a:b.pdf”')
  })
})

describe('a file that was copied before', () => {
  const [source, destination] = [file('a.pdf', { etag: '1' }), there('a.pdf', { etag: 'x', id: '7' })]
  const known = [knownOf(source, destination)]

  test('is kept while neither side has changed', () => {
    expect(plan({ source: [source], destination: [destination], known })).toMatchObject([
      { do: 'keep', reason: 'unchanged' },
    ])
  })

  test('replaces its own copy when the source has changed', () => {
    const [action] = plan({ source: [file('a.pdf', { etag: '2' })], destination: [destination], known })
    expect(action).toMatchObject({
      do: 'copy',
      reason: 'updated',
      replaces: { etag: 'x' },
      wasAgreed: true,
      to: { id: '7' },
    })
  })

  test('is put back when it is gone from the destination', () => {
    const [action] = plan({ source: [source], destination: [], known })
    expect(action).toMatchObject({ do: 'copy', reason: 'put-back' })
    expect(action).not.toHaveProperty('replaces')
  })

  test('is tried again when it was flagged, though the source has not changed', () => {
    const flagged = [knownOf(source, destination, { state: 'flagged' })]
    expect(plan({ source: [source], destination: [destination], known: flagged })).toMatchObject([
      { do: 'copy', reason: 'updated' },
    ])
  })

  test('and left out for a while is not copied again, if both sides were proven equal', () => {
    const left = { state: 'ignored' } as const
    const run = (more: Partial<Known>) =>
      plan({ source: [source], destination: [destination], known: [knownOf(source, destination, more)] })
    expect(run({ ...left, isProven: true })).toMatchObject([{ do: 'keep', reason: 'unchanged' }])
    expect(run(left)).toMatchObject([{ do: 'copy', reason: 'updated' }])
  })

  test('keeps the changed name that an earlier run gave it, though the options have changed', () => {
    const colon = file('a:b.pdf')
    const earlier = there('a_b.pdf')
    const [action] = plan({
      source: [{ ...colon, size: 11 }],
      destination: [earlier],
      known: [knownOf(colon, earlier)],
      facts: strictFacts,
      options: { unsupportedNames: 'encode' },
    })
    expect(action).toMatchObject({ do: 'copy', destination: ['a_b.pdf'], isRevised: true, wasAgreed: true })
  })
})

describe('a file over content that this job did not write', () => {
  const newer = new Date('2026-04-01T12:00:00Z')
  const other = there('a.pdf', { size: 12, modifiedAt: newer, etag: 'x' })

  test('is flagged, and the sentence says what both sides hold', () => {
    const [action] = plan({ source: [file('a.pdf')], destination: [other] })
    expect(action).toMatchObject({ do: 'leave', state: 'flagged', reason: 'conflict' })
    expect(action?.sentence).toBe(
      'Procore holds “a.pdf” (12 bytes of 2026-04-01 12:00:00 UTC), not written by this job; the source holds 10 bytes of 2026-03-01 12:00:00 UTC. Nothing was replaced.',
    )
  })

  test('is flagged too when the destination was changed after the job wrote it', () => {
    const known = [knownOf(file('a.pdf'), there('a.pdf', { etag: 'ours' }))]
    const [action] = plan({ source: [file('a.pdf')], destination: [other], known })
    expect(action).toMatchObject({ reason: 'conflict' })
    expect(action?.sentence).toContain('changed there since this job wrote it')
  })

  test('is kept as it is when both have the same size and time and the destination sets times', () => {
    const same = { source: [file('a.pdf')], destination: [there('a.pdf')] }
    expect(plan(same)).toMatchObject([{ do: 'keep', reason: 'already-there' }])
    expect(plan({ ...same, facts: factsWith({ setsModifiedAt: false }) })).toMatchObject([{ reason: 'conflict' }])
  })

  test('is judged by a common hash before anything else', () => {
    const source = [file('a.pdf', { hashes: { md5: 'one' } })]
    const equal = there('a.pdf', { hashes: { md5: 'one' }, modifiedAt: newer })
    const unequal = there('a.pdf', { hashes: { md5: 'two' } })
    expect(plan({ source, destination: [equal] })).toMatchObject([{ reason: 'already-there' }])
    expect(plan({ source, destination: [unequal] })).toMatchObject([{ reason: 'conflict' }])
  })

  test('replaces exactly what was seen where the policy prefers the source', () => {
    const [action] = plan({ source: [file('a.pdf')], destination: [other], options: { onConflict: 'prefer-source' } })
    expect(action).toMatchObject({ do: 'copy', reason: 'replaced', replaces: { etag: 'x', size: 12 } })
    expect(action).not.toHaveProperty('wasAgreed')
  })

  test('leaves the destination where the policy prefers it or it is the newer one', () => {
    for (const onConflict of ['prefer-destination', 'prefer-newest'] as const) {
      expect(plan({ source: [file('a.pdf')], destination: [other], options: { onConflict } })).toMatchObject([
        { do: 'leave', state: 'ignored', reason: 'kept-destination' },
      ])
    }
  })

  test('is flagged when the newest is to win and nobody can tell which one that is', () => {
    const sameTime = there('a.pdf', { size: 12 })
    expect(
      plan({ source: [file('a.pdf')], destination: [sameTime], options: { onConflict: 'prefer-newest' } }),
    ).toMatchObject([{ state: 'flagged', reason: 'conflict' }])
  })

  test('never replaces what belongs to the platform itself', () => {
    const system = { ...other, traits: ['system' as const] }
    expect(
      plan({ source: [file('a.pdf')], destination: [system], options: { onConflict: 'prefer-source' } }),
    ).toMatchObject([{ state: 'flagged', reason: 'conflict' }])
  })
})

describe('times', () => {
  const coarse = factsWith({ timePrecisionMs: 2000 })
  test('that differ by less than the coarser step are the same', () => {
    const source = [file('a.pdf', { modifiedAt: new Date(noon.getTime() + 1999) })]
    expect(plan({ source, destination: [there('a.pdf')], facts: coarse })).toMatchObject([{ reason: 'already-there' }])
    expect(plan({ source, destination: [there('a.pdf')], sourceFacts: coarse })).toMatchObject([
      { reason: 'already-there' },
    ])
    expect(plan({ source, destination: [there('a.pdf')] })).toMatchObject([{ reason: 'conflict' }])
  })

  test('that differ by the hour of summer time are the same on a disk that keeps local time', () => {
    const source = [file('a.pdf', { modifiedAt: new Date(noon.getTime() + 3_600_000) })]
    expect(plan({ source, destination: [there('a.pdf')], facts: coarse })).toMatchObject([{ reason: 'already-there' }])
    expect(plan({ source, destination: [there('a.pdf')] })).toMatchObject([{ reason: 'conflict' }])
  })
})

describe('what is left out', () => {
  test.each<[string, Entry, Partial<JobOptions>, object]>([
    ['the platform’s own', file('Recycled', { traits: ['system'] }), {}, { state: 'ignored', reason: 'system' }],
    ['the deleted', file('old', { traits: ['deleted'] }), {}, { state: 'ignored', reason: 'deleted' }],
    [
      'a link',
      { ...file('link'), kind: 'other', what: 'symbolic link' },
      {},
      { state: 'ignored', reason: 'not-a-file' },
    ],
    ['the hidden, when told so', file('.git'), { hiddenItems: 'skip' }, { state: 'ignored', reason: 'hidden' }],
    [
      'the shared, when told so',
      file('plan', { traits: ['shared'] }),
      { sharedItems: 'skip' },
      { state: 'ignored', reason: 'shared' },
    ],
    ['the too large', file('big', { size: 101 }), {}, { state: 'flagged', reason: 'too-large' }],
    [
      'the too large, quietly',
      file('big', { size: 101 }),
      { largeFiles: 'skip' },
      { state: 'ignored', reason: 'too-large' },
    ],
    ['the empty', file('none', { size: 0 }), {}, { state: 'flagged', reason: 'too-small' }],
    ['a refused type', file('run.EXE'), {}, { state: 'flagged', reason: 'restricted-type' }],
    [
      'a refused type, quietly',
      file('run.exe'),
      { restrictedTypes: 'skip' },
      { state: 'ignored', reason: 'restricted-type' },
    ],
  ])('%s', (_, entry, options, expected) => {
    const facts = factsWith({ maxFileBytes: 100, minFileBytes: 1, restrictedTypes: ['.exe'] })
    expect(plan({ source: [entry], facts, options })).toMatchObject([{ do: 'leave', ...expected }])
  })

  describe('a refused type goes into an archive', () => {
    const facts = factsWith({ restrictedTypes: ['.exe'], maxFileBytes: 1000, minFileBytes: 1 })
    const options = { restrictedTypes: 'zip' } as const
    const packed = { do: 'copy', packed: true, reason: 'packed', isRevised: true }

    test('beside, under its name', () => {
      const source = [file('run.EXE'), file('none.exe', { size: 0 }), folder('App.exe'), file('a.pdf')]
      const plans = plan({ source, facts, options })
      expect(plans.slice(0, 2)).toMatchObject([
        { ...packed, destination: ['run.EXE.zip'] },
        // What is too small by itself is not so in its archive.
        { ...packed, destination: ['none.exe.zip'], size: 0 },
      ])
      expect(plans[2]).toMatchObject({ do: 'make', destination: ['App.exe'] })
      expect(plans[3]).not.toHaveProperty('packed')
    })

    test('whose name the destination can hold', () => {
      const narrow = { ...facts, maxName: { count: 12, unit: 'units' }, trailingSpace: false } as const
      const source = [file('program.exe'), file('short.exe')]
      expect(plan({ source, facts: narrow, options })).toMatchObject([
        { do: 'leave', state: 'flagged', reason: 'too-long' },
        { do: 'leave', state: 'flagged', reason: 'too-long' },
      ])
      const [longer, shorter] = plan({ source, facts: narrow, options: { ...options, longNames: 'truncate' } })
      expect(longer).toMatchObject({ ...packed, destination: ['program..zip'] })
      expect(shorter).toMatchObject({ ...packed, destination: ['short.ex.zip'] })
    })

    test('that is not too large', () => {
      const [large] = plan({ source: [file('large.exe', { size: 999 })], facts, options })
      expect(large).toMatchObject({ do: 'leave', state: 'flagged', reason: 'too-large' })
      expect(large?.sentence).toMatch(/1,131 bytes as an archive/)
    })

    test('whose name nothing else takes', () => {
      const source = [file('run.exe'), file('run.exe.zip')]
      expect(plan({ source, facts, options })).toMatchObject([
        { do: 'leave', state: 'flagged', reason: 'collision' },
        { do: 'copy', destination: ['run.exe.zip'] },
      ])
      expect(plan({ source: [file('run.exe')], destination: [there('run.exe.zip')], facts, options })).toMatchObject([
        { do: 'leave', state: 'flagged', reason: 'conflict' },
      ])
    })
  })

  test('hidden items are copied unless told otherwise', () => {
    expect(plan({ source: [file('.git')] })).toMatchObject([{ do: 'copy' }])
  })
})

describe('folders', () => {
  test('are made where they are missing and kept where they are', () => {
    const [made, kept] = plan({
      source: [folder('A'), folder('B')],
      destination: [{ space: 'to', path: ['Destination', 'B'], kind: 'folder', id: 'b' }],
    })
    expect(made).toMatchObject({ do: 'make', reason: 'made', to: { path: ['Destination', 'A'] } })
    expect(kept).toMatchObject({ do: 'keep', reason: 'already-there', destinationPrint: { id: 'b' } })
  })

  test('that hold nothing are left out when told so', () => {
    const empty = { source: [folder('A')], isEmpty: () => true }
    expect(plan({ ...empty, options: { emptyFolders: 'skip' } })).toMatchObject([
      { state: 'ignored', reason: 'empty-folder' },
    ])
    expect(plan(empty)).toMatchObject([{ do: 'make' }])
  })

  test('are flagged where a file stands in their place, and so is all they hold', () => {
    const [left] = plan({ source: [folder('A')], destination: [there('A')] })
    expect(left).toMatchObject({ do: 'leave', state: 'flagged', reason: 'kind-differs' })
    if (left?.do !== 'leave') throw new Error('not left')
    const [below] = leaveBelow(left, [{ ...file('x'), path: ['Source', 'A', 'x'] }], termsWith({}))
    expect(below).toMatchObject({ state: 'flagged', reason: 'folder-flagged', source: ['A', 'x'] })
    expect(below?.sentence).toContain('“A”')
  })

  test('and files of one name both arrive where the destination keeps them apart', () => {
    const both = { source: [file('A'), folder('A')] }
    expect(doings(plan({ ...both, facts: factsWith({ filesAndFoldersApart: true }) }))).toEqual(['copy', 'make'])
    expect(doings(plan(both))).toEqual(['copy', 'leave'])
  })
})

describe('two names that would become one', () => {
  test('leave the name to the one that needs no change; the other is flagged with both names', () => {
    const [first, second] = plan({ source: [file('a:b'), file('a_b')], facts: strictFacts })
    expect(second).toMatchObject({ do: 'copy', destination: ['a_b'] })
    expect(first).toMatchObject({ do: 'leave', state: 'flagged', reason: 'collision' })
    expect(first?.sentence).toContain('“a:b” and “a_b” would both become “a_b”')
  })

  test.each([
    ['Plan', 'plan'],
    ['\u00e4', 'a\u0308'],
  ])('are found when they differ only in case or in Unicode form: %j, %j', (one, other) => {
    const done = doings(plan({ source: [file(one), file(other)], facts: strictFacts }))
    expect(done.toSorted()).toEqual(['copy', 'leave'])
    expect(plan({ source: [file(one), file(other)] }).map((action) => action.do)).toEqual(['copy', 'copy'])
  })

  test('leave the name to the one whose copy lies there already', () => {
    const colon = file('a:b')
    const known = [knownOf(colon, there('a_b'))]
    const [first, second] = plan({
      source: [colon, file('a_b')],
      destination: [there('a_b')],
      known,
      facts: strictFacts,
    })
    expect(first).toMatchObject({ do: 'keep', reason: 'unchanged' })
    expect(second).toMatchObject({ reason: 'collision' })
  })

  test('are flagged where the destination itself holds two entries of the name', () => {
    const twins = [there('a', { id: '1' }), there('a', { id: '2' })]
    expect(plan({ source: [file('a')], destination: twins })).toMatchObject([{ state: 'flagged', reason: 'conflict' }])
    const known = [knownOf(file('a'), there('a', { id: '2' }))]
    expect(plan({ source: [file('a')], destination: twins, known })).toMatchObject([
      { do: 'keep', reason: 'unchanged' },
    ])
  })
})

const anyOptions = fc.record({
  unsupportedNames: fc.constantFrom('underscore', 'encode', 'flag'),
  longNames: fc.constantFrom('truncate', 'flag'),
}) as fc.Arbitrary<Partial<JobOptions>>
const anyEntries = fc
  .array(fc.record({ name: anyName, isFolder: fc.boolean(), id: fc.uuid() }), { maxLength: 12 })
  .map((all) => all.map(({ name, isFolder, id }) => (isFolder ? { ...folder(name), id } : file(name, { id }))))

property.prop([anyEntries, anyFacts, anyOptions], { numRuns: 2000 })(
  'every source entry gets exactly one action, and no two the same place',
  (source, facts, options) => {
    const actions = plan({ source, facts, options })
    expect(actions.map((action) => nameOf(action.source))).toEqual(source.map((entry) => nameOf(entry.path)))
    const places = actions.flatMap((action) =>
      'destination' in action
        ? [`${facts.filesAndFoldersApart ? action.kind : ''} ${foldName(nameOf(action.destination), facts)}`]
        : [],
    )
    expect(new Set(places).size).toBe(places.length)
  },
)

property.prop([anyEntries, anyFacts, anyOptions, fc.integer()], { numRuns: 1000 })(
  'the order of a listing decides nothing',
  (source, facts, options, seed) => {
    const shuffled = source.toSorted(
      (a, b) => ((a.id ?? '').charCodeAt(seed & 7) - (b.id ?? '').charCodeAt(seed & 7)) | 0,
    )
    const outcome = (entries: readonly Entry[]) =>
      plan({ source: entries, facts, options })
        .map(
          (action, at) =>
            `${entries[at]?.id} ${action.do} ${'destination' in action ? showPath(action.destination) : action.reason}`,
        )
        .toSorted()
    expect(outcome(shuffled)).toEqual(outcome(source))
  },
)

describe('filters', () => {
  test('leave out what they name, and names that would collide with it are free', () => {
    const actions = plan({ source: [file('a:b'), file('a_b')], facts: strictFacts, filters: { exclude: ['a_b'] } })
    expect(actions).toMatchObject([
      { do: 'copy', destination: ['a_b'], isRevised: true },
      { do: 'leave', state: 'ignored', reason: 'excluded', sentence: 'The filter “a_b” leaves it out.' },
    ])
  })

  test.each<[string, Omit<Given, 'source' | 'known'>]>([
    ['a filter', { filters: { exclude: ['.a.tmp'] } }],
    ['the choice about hidden items', { options: { hiddenItems: 'skip' } }],
    ['the choice about shared items', { options: { sharedItems: 'skip' } }],
  ])('and %s say when what they leave out was copied before: it stays', (_, rules) => {
    const source = file('.a.tmp', { traits: ['shared'] })
    const [action] = plan({ source: [source], known: [knownOf(source, there('.a.tmp'))], ...rules })
    expect(action?.sentence).toContain('What an earlier run copied stays at the destination.')
    expect(plan({ source: [source], ...rules })[0]?.sentence).not.toContain('stays')
  })

  test('hold below a flagged folder too: only what was wanted needs a person', () => {
    const [left] = plan({ source: [folder('A')], destination: [there('A')] })
    if (left?.do !== 'leave') throw new Error('not left')
    const below = ['x.tmp', 'x.pdf'].map((name) => ({ ...file(name), path: ['Source', 'A', name] }))
    expect(leaveBelow(left, below, termsWith({ filters: { exclude: ['*.tmp'] } }))).toMatchObject([
      { state: 'ignored', reason: 'excluded' },
      { state: 'flagged', reason: 'folder-flagged' },
    ])
  })
})
