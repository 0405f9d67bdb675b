import { fc, test as property } from '@fast-check/vitest'
import { problemsOfName, problemsOfPath, type Facts, type Path } from '#platform'
import { describe, expect, test } from 'vitest'
import { namer } from './names.ts'
import type { JobOptions } from './options.ts'
import { factsWith, strictFacts } from './testing/facts.ts'
import { anyFacts, anyName } from './testing/arbitrary.ts'

type NameOptions = Pick<JobOptions, 'unsupportedNames' | 'longNames'>
const underscoring: NameOptions = { unsupportedNames: 'underscore', longNames: 'truncate' }
const encoding: NameOptions = { unsupportedNames: 'encode', longNames: 'flag' }
const flagging: NameOptions = { unsupportedNames: 'flag', longNames: 'flag' }

function decide(name: string, facts: Facts, options: NameOptions, folder: Path = []) {
  return namer(facts, options, 'Procore').within(folder)(name)
}

describe('a name that the destination holds', () => {
  test('stays as it is', () => {
    expect(decide('Plan A-101 (rev. 2).pdf', strictFacts, underscoring)).toBeUndefined()
  })

  test('stays in its Unicode form, whatever form the destination prefers', () => {
    expect(decide('Pla\u0308ne.pdf', strictFacts, underscoring)).toBeUndefined()
  })
})

describe('a name with signs that the destination refuses', () => {
  test('gets an underscore for each, and a sentence that shows both names', () => {
    const renaming = decide('Plan: A?.pdf', strictFacts, underscoring)
    expect(renaming).toEqual({
      name: 'Plan_ A_.pdf',
      reason: 'renamed',
      sentence: 'Procore cannot hold “Plan: A?.pdf” (contains : and ?); it becomes “Plan_ A_.pdf”.',
    })
  })

  test.each([
    ['CON.txt', '_CON.txt'],
    ['.lock', '_.lock'],
    ['  two spaces', '_ two spaces'],
    ['ends with a space ', 'ends with a space_'],
    ['ends with dots..', 'ends with dots._'],
    ['space before .pdf', 'space before_.pdf'],
    ['half \ud800 pair', 'half _ pair'],
    ['tab\there', 'tab_here'],
  ])('%j becomes %j', (name, expected) => {
    expect(decide(name, strictFacts, underscoring)?.name).toBe(expected)
  })

  test.each([
    ['Plan: A?.pdf', 'Plan%3A A%3F.pdf'],
    ['CON.txt', '%43ON.txt'],
    [' first', '%20first'],
    ['last.', 'last%2E'],
    ['byte \udcff', 'byte %FF'],
    ['half \ud800 pair', 'half %uD800 pair'],
    ['50%3A.pdf', '50%253A.pdf'],
  ])('%j is encoded as %j', (name, expected) => {
    expect(decide(name, strictFacts, encoding)?.name).toBe(expected)
  })

  test('is flagged where the job changes no names, and the sentence says what to do', () => {
    const renaming = decide('Plan: A.pdf', strictFacts, flagging)
    expect(renaming?.name).toBeUndefined()
    expect(renaming?.reason).toBe('invalid-name')
    expect(renaming?.sentence).toContain('Rename it at the source')
  })

  test('is flagged where the underscore itself is refused', () => {
    const facts = factsWith({ forbiddenCharacters: ':_' })
    expect(decide('a:b', facts, underscoring)).toMatchObject({ reason: 'invalid-name' })
    expect(decide('a:b', facts, underscoring)?.name).toBeUndefined()
  })
})

describe('a name that is too long', () => {
  const short = factsWith({ maxName: { count: 10, unit: 'units' } })

  test('is cut from the right and keeps its extension', () => {
    expect(decide('A very long plan.pdf', short, underscoring)).toMatchObject({
      name: 'A very.pdf',
      reason: 'truncated',
    })
  })

  test('is flagged where the job shortens no names', () => {
    expect(decide('A very long plan.pdf', short, encoding)).toMatchObject({ reason: 'too-long' })
  })

  test('is flagged when not even its first letter and its extension fit', () => {
    expect(decide('a.verylongextension', short, underscoring)).toMatchObject({ reason: 'too-long' })
    expect(decide('a.verylongextension', short, underscoring)?.name).toBeUndefined()
  })

  test('is never cut inside a surrogate pair', () => {
    expect(decide('1234😀678.pdf', factsWith({ maxName: { count: 9, unit: 'units' } }), underscoring)?.name).toBe(
      '1234.pdf',
    )
  })

  test('is measured in bytes where the destination counts bytes', () => {
    const facts = factsWith({ maxName: { count: 10, unit: 'bytes' } })
    expect(decide('äöüäöü.pdf', facts, underscoring)?.name).toBe('äöü.pdf')
  })

  test('has only what the folders above leave of the longest path', () => {
    const facts = factsWith({ maxPath: { count: 20, unit: 'units' } })
    expect(decide('drawing.pdf', facts, underscoring, ['1234567890'])?.name).toBe('drawi.pdf')
    expect(decide('drawing.pdf', facts, encoding, ['1234567890'])?.sentence).toContain(
      'has a path of 22 characters, 20 are allowed',
    )
  })

  test('is flagged when it lies too deep, which no shortening helps', () => {
    expect(decide('a', factsWith({ maxDepth: 2 }), underscoring, ['x', 'y'])).toMatchObject({ reason: 'too-long' })
    expect(decide('a', factsWith({ maxDepth: 2 }), underscoring, ['x'])).toBeUndefined()
  })

  test('is cut before it is encoded, so that no escape is cut in two', () => {
    const both: NameOptions = { unsupportedNames: 'encode', longNames: 'truncate' }
    const facts = factsWith({ forbiddenCharacters: ':', maxName: { count: 10, unit: 'units' } })
    expect(decide('a::::.pdf', facts, both)?.name).toBe('a%3A.pdf')
  })
})

const options = fc.record({
  unsupportedNames: fc.constantFrom('underscore', 'encode', 'flag'),
  longNames: fc.constantFrom('truncate', 'flag'),
}) as fc.Arbitrary<NameOptions>

property.prop([anyName, anyFacts, options, fc.array(anyName, { maxLength: 3 })], { numRuns: 3000 })(
  'whatever is decided passes every rule of the destination',
  (name, facts, chosen, folder) => {
    const renaming = decide(name, facts, chosen, folder)
    const result = renaming ? renaming.name : name
    if (result === undefined) return
    expect(problemsOfName(result, facts)).toEqual([])
    // The folders were judged when they were planned; what the name adds must fit.
    expect(problemsOfPath([...folder, result], facts).filter(({ kind }) => kind === 'path-too-long')).toEqual([])
  },
)

property.prop([anyName, anyFacts, options], { numRuns: 2000 })(
  'the same name gets the same answer each time, and an answer needs no second change',
  (name, facts, chosen) => {
    const first = decide(name, facts, chosen)
    expect(decide(name, facts, chosen)).toEqual(first)
    if (first?.name !== undefined && chosen.unsupportedNames !== 'encode') {
      expect(decide(first.name, facts, chosen)).toBeUndefined()
    }
  },
)

property.prop([fc.uniqueArray(anyName, { maxLength: 6 }), anyFacts], { numRuns: 1000 })(
  'different names stay different when encoded',
  (names, facts) => {
    const settled = names.map((name) => {
      const renaming = decide(name, facts, encoding)
      return renaming ? renaming.name : name
    })
    const held = settled.filter((name) => name !== undefined)
    expect(new Set(held).size).toBe(held.length)
  },
)
