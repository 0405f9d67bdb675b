import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { problemsOfName, problemsOfPath, type Facts, type NameProblem } from '#platform'
import { compareFacts, type ComparedFact } from './compare-facts.ts'
import { factRows, type SomeFacts } from './fact-rows.ts'
import { factNames } from './fact-words.ts'
import { defaultOptions, type JobOptions } from './options.ts'
import { anyFacts, anyName } from './testing/arbitrary.ts'
import { factsWith, strictFacts } from './testing/facts.ts'

const side = (facts: SomeFacts, title = 'It') => ({ title, facts, sources: {} })

function compare(from: SomeFacts, to: SomeFacts, options: Partial<JobOptions> = {}) {
  const facts = compareFacts(side(from, 'The disk'), side(to, 'Harbour'), { ...defaultOptions, ...options })
  return (fact: ComparedFact['fact']) => facts.find((one) => one.fact === fact)
}

describe('two sides', () => {
  test('that are the same differ in nothing', () => {
    const facts = compareFacts(side(strictFacts), side(strictFacts), defaultOptions)
    expect(new Set(facts.map(({ verdict }) => verdict))).toEqual(new Set(['same']))
  })

  test('hold the same signs and names in whatever order', () => {
    const of = compare(
      factsWith({ forbiddenCharacters: '/:', reservedNames: ['con', 'nul'] }),
      factsWith({ forbiddenCharacters: ':/', reservedNames: ['nul', 'con'] }),
    )
    expect(of('forbiddenCharacters')?.verdict).toBe('same')
    expect(of('reservedNames')?.verdict).toBe('same')
  })

  test('have every fact told of, known or not', () => {
    const facts = compareFacts(side({}), side(factsWith({})), defaultOptions)
    expect(facts.map(({ fact }) => fact)).toEqual(factNames.filter((fact) => fact !== 'calls'))
    expect(new Set(facts.map(({ verdict }) => verdict))).toEqual(new Set(['not-known']))
  })

  test('lose something in one direction and not in the other', () => {
    const of = compare(factsWith({ forbiddenCharacters: '/\0' }), factsWith({ forbiddenCharacters: '/\0:?' }))
    expect(of('forbiddenCharacters')).toMatchObject({
      verdict: 'differs',
      there: {
        lost: 'Names that contain : or ? cannot be kept as they are.',
        done: 'What is not allowed becomes an underscore; the report shows both names.',
      },
    })
    expect(of('forbiddenCharacters')?.back).toBeUndefined()
  })

  test('are told of by what the job chooses', () => {
    const [from, to] = [factsWith(), factsWith({ trailingDot: false, maxFileBytes: 10, restrictedTypes: ['.exe'] })]
    expect(compare(from, to, { unsupportedNames: 'encode' })('trailingDot')?.there?.done).toContain('escape')
    expect(compare(from, to, { unsupportedNames: 'flag' })('trailingDot')?.there?.done).toContain('flagged')
    expect(compare(from, to, { largeFiles: 'skip' })('maxFileBytes')?.there?.done).toContain('left out')
    expect(compare(from, to)('restrictedTypes')?.there?.lost).toContain('.exe')
  })
})

test.each([
  [{ count: 255, unit: 'bytes' }, { count: 255, unit: 'units' }, false],
  [{ count: 255, unit: 'units' }, { count: 255, unit: 'bytes' }, true],
  [{ count: 85, unit: 'units' }, { count: 255, unit: 'bytes' }, false],
  [{ count: 200, unit: 'characters' }, { count: 255, unit: 'units' }, true],
  [undefined, { count: 9, unit: 'units' }, true],
  [{ count: 9, unit: 'units' }, undefined, false],
] as const)('names of at most %j may be too long for %j: %s', (from, to, isLost) => {
  const there = compare(factsWith({ maxName: from }), factsWith({ maxName: to }))('maxName')?.there
  expect(there !== undefined).toBe(isLost)
})

test('nothing is said of a destination that is not known, and the worst of a source', () => {
  expect(compare(factsWith(), {})('maxPath')?.there).toBeUndefined()
  expect(compare({}, factsWith({ caseSensitive: false }))('caseSensitive')?.there?.lost).toContain('capitals')
})

const factsBehind: Readonly<Record<NameProblem['kind'], readonly ComparedFact['fact'][]>> = {
  'forbidden-character': ['forbiddenCharacters', 'forbidsControlCharacters'],
  'not-well-formed': ['wellFormedNames'],
  reserved: ['reservedNames'],
  'leading-space': ['leadingSpace'],
  'trailing-space': ['trailingSpace'],
  'trailing-dot': ['trailingDot'],
  'space-around-extension': ['spaceAroundExtension'],
  'name-too-long': ['maxName'],
  'path-too-long': ['maxPath'],
  'too-deep': ['maxDepth'],
}

test.prop([anyFacts, anyFacts, anyName])(
  'whatever the destination refuses of a name that the source holds is told of as a loss',
  (from, to, name) => {
    const problemsAt = (facts: Facts) => [...problemsOfName(name, facts), ...problemsOfPath([name], facts)]
    // No system lets NUL into a name, so that none is told of.
    fc.pre(problemsAt(from).length === 0 && !name.includes('\0'))
    const of = compare(from, to)
    for (const { kind } of problemsAt(to)) {
      expect(
        factsBehind[kind].some((fact) => of(fact)?.there !== undefined),
        kind,
      ).toBe(true)
    }
  },
)

test('a row says whether a feature is there, and limits are neither', () => {
  const rows = factRows(factsWith({ keepsVersions: true, hashes: [] }), {})
  const of = (fact: string) => rows.find((row) => row.fact === fact)
  expect(of('keepsVersions')).toMatchObject({ isSupported: true, value: 'yes' })
  expect(of('hashes')).toMatchObject({ isSupported: false, value: 'none' })
  expect(of('maxName')).toMatchObject({ group: 'limits', value: 'no limit' })
  expect(of('maxName')).not.toHaveProperty('isSupported')
  expect(of('forbiddenCharacters')?.value).toEqual(['/', 'NUL'])
})
