import { test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { NameError, showPath, type Entry } from '#platform'
import { entriesOf, typedLine } from './entries-of.ts'
import { namer } from './names.ts'
import { defaultOptions, type JobOptions } from './options.ts'
import { termsOf } from './terms.ts'
import { anyFacts, anyName } from './testing/arbitrary.ts'
import { factsWith, strictFacts } from './testing/facts.ts'
import { tryOut } from './try-out.ts'

const termsFor = (facts = strictFacts, options: Partial<JobOptions> = {}) =>
  termsOf({
    source: { title: 'The disk', facts: factsWith() },
    destination: { title: 'Harbour', facts },
    options: { ...defaultOptions, ...options },
  })

function tried(lines: readonly string[], terms = termsFor(), into: readonly string[] = []) {
  const trials = tryOut(entriesOf(lines.map((line) => typedLine(line, 'path'))), into, terms)
  return trials.map(({ source, destination, state, reason }) => [
    showPath(source),
    destination && showPath(destination),
    state,
    reason,
  ])
}

describe('paths that are tried', () => {
  test('stay, are renamed with their folders, and are flagged with what lies below', () => {
    expect(tried(['Plans/A-101.pdf', 'A:B/C?.pdf', 'Empty/'])).toEqual([
      ['Plans', 'Plans', 'succeeded', 'made'],
      ['Plans/A-101.pdf', 'Plans/A-101.pdf', 'succeeded', 'copied'],
      ['A:B', 'A_B', 'revised', 'renamed'],
      ['A:B/C?.pdf', 'A_B/C_.pdf', 'revised', 'renamed'],
      ['Empty', 'Empty', 'succeeded', 'made'],
    ])
    expect(tried(['A:B/C.pdf'], termsFor(strictFacts, { unsupportedNames: 'flag' }))).toEqual([
      ['A:B', undefined, 'flagged', 'invalid-name'],
      ['A:B/C.pdf', undefined, 'flagged', 'folder-flagged'],
    ])
  })

  test('that would become one are told of', () => {
    expect(tried(['a.pdf', 'A.pdf']).map(([, , state, reason]) => [state, reason])).toEqual([
      ['flagged', 'collision'],
      ['succeeded', 'copied'],
    ])
  })

  test('count with the folder that they would go to', () => {
    const short = factsWith({ maxPath: { count: 20, unit: 'units' } })
    const [stays] = tried(['0123456789.pdf'], termsFor(short))
    expect(stays).toEqual(['0123456789.pdf', '0123456789.pdf', 'succeeded', 'copied'])
    const [flagged] = tried(['0123456789.pdf'], termsFor(short), ['Documents'])
    expect(flagged).toEqual(['0123456789.pdf', undefined, 'flagged', 'too-long'])
    const [shortened] = tried(['0123456789.pdf'], termsFor(short, { longNames: 'truncate' }), ['Documents'])
    expect(shortened).toEqual(['0123456789.pdf', '012345.pdf', 'revised', 'truncated'])
  })

  test('are judged by their size and kind where these are known', () => {
    const entries: Entry[] = [
      { space: '', path: ['big.zip'], kind: 'file', size: 11 },
      { space: '', path: ['link'], kind: 'other', what: 'symbolic link' },
    ]
    const terms = termsFor(factsWith({ maxFileBytes: 10 }))
    expect(tryOut(entries, [], terms).map(({ state, reason }) => [state, reason])).toEqual([
      ['flagged', 'too-large'],
      ['ignored', 'not-a-file'],
    ])
  })
})

test.prop([anyFacts, anyName])('a name comes out as the planner’s own namer has it', (facts, name) => {
  const terms = termsFor(facts)
  const [trial] = tryOut([{ space: '', path: [name], kind: 'file' }], [], terms)
  const renaming = namer(facts, terms.options).within([])(name)
  expect(trial?.destination).toEqual(renaming ? renaming.name && [renaming.name] : [name])
})

test('lines are read as paths or as names', () => {
  expect(typedLine('/Plans/A.pdf', 'path')).toEqual({ path: ['Plans', 'A.pdf'], kind: 'file' })
  expect(typedLine('./Plans/A.pdf', 'path').path).toEqual(['Plans', 'A.pdf'])
  expect(typedLine('Plans/', 'path')).toEqual({ path: ['Plans'], kind: 'folder' })
  expect(typedLine('1/2 inch', 'name')).toEqual({ path: ['1/2 inch'], kind: 'file' })
  for (const line of ['a//b', '../up', 'a/./b', '/']) expect(() => typedLine(line, 'path')).toThrow(NameError)
})

test('a folder above is there once, however many lines are below it', () => {
  const entries = entriesOf(['A/1', 'A/2', 'A', 'A/2'].map((line) => typedLine(line, 'path')))
  expect(entries.map(({ path, kind }) => `${showPath(path)} ${kind}`)).toEqual(['A folder', 'A/1 file', 'A/2 file'])
})
