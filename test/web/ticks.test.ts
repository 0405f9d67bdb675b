import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { jobFilters, type JobFilters } from '../../src/api/contract/filters.ts'
import { filterOf } from '../../src/engine/filter.ts'
import { parsePattern, signsOf } from '../../src/engine/pattern.ts'
import { canBeNamed, namedBy, patternOf, type NamedPath } from '../../web/parts/named-path.ts'
import { ticksOf } from '../../web/parts/ticks.ts'

const folder = (...path: readonly string[]): NamedPath => ({ path, isFolder: true })
const file = (...path: readonly string[]): NamedPath => ({ path, isFolder: false })

/** The filters after one entry after the other was clicked until it was as wished. */
function clicked(filters: JobFilters, ...wishes: readonly (readonly [NamedPath, boolean])[]): JobFilters {
  let after = filters
  for (const [entry, takes] of wishes) {
    const wished = takes ? 'all' : 'none'
    for (let clicks = 0; clicks < 2 && ticksOf(after).of(entry) !== wished; clicks++) {
      after = ticksOf(after).toggle(entry)
    }
    expect(ticksOf(after).of(entry)).toBe(wished)
  }
  return Object.fromEntries(Object.entries(after).filter(([, value]) => value !== undefined))
}

describe('ticks are written as filters', () => {
  test('of the deepest paths that are needed, and of none where all is ticked', () => {
    expect(clicked({}, [folder('A', 'Old'), false])).toEqual({ exclude: ['/A/Old/'] })
    expect(clicked({}, [folder('A'), false], [folder('A', 'B'), false], [folder('A'), true])).toEqual({})
    expect(clicked({}, [folder(), false])).toEqual({ exclude: ['/**'] })
    expect(clicked({}, [folder(), false], [folder('A'), true])).toEqual({ include: ['/A/'] })
    expect(clicked({}, [folder(), false], [file('A', 'a.pdf'), true], [folder(), true])).toEqual({})
    expect(clicked({}, [folder('A'), false], [folder('A', 'B'), true])).toEqual({
      include: ['/**', '/A/B/'],
      exclude: ['/A/'],
    })
  })

  test('beside those that could name several paths, which stay as they are and choose in what is not ticked', () => {
    const filters = { include: ['*.pdf'], exclude: ['Old/', 'Drawings/West'], maxSize: '1 GB' }
    const [a, west] = [folder('A'), folder('Drawings', 'West')]
    expect(ticksOf(filters).others).toEqual({ include: ['*.pdf'], exclude: ['Old/'] })
    expect(clicked(filters, [a, true])).toMatchObject({ include: ['*.pdf', '/A/'] })
    expect(clicked(filters, [folder(), false])).toMatchObject({ include: ['*.pdf'], exclude: ['Old/', '/**'] })
    const without = clicked(filters, [a, false])
    expect(without).toEqual({ include: ['*.pdf'], exclude: ['Old/', 'Drawings/West', '/A/'], maxSize: '1 GB' })
    expect([a, west, folder('B')].map((one) => ticksOf(without).of(one))).toEqual(['none', 'none', 'some'])
    const again = ticksOf(without).toggle(west)
    expect(again.exclude).toEqual(['Old/', '/A/'])
    expect(ticksOf(again).of(west)).toBe('some')
  })
})

test('a folder of which a part is ticked is half ticked, up to the top', () => {
  const ticks = ticksOf({ include: ['/**', '/A/B/C/'], exclude: ['/A/B/'] })
  const found = [[], ['A'], ['A', 'B'], ['A', 'B', 'C'], ['A', 'B', 'C', 'D'], ['A', 'B', 'E'], ['F']]
  expect(found.map((path) => ticks.of({ path, isFolder: true }))).toEqual([
    'some',
    'some',
    'some',
    'all',
    'all',
    'none',
    'all',
  ])
  expect([ticks.taken, ticks.left]).toEqual([1, 1])
})

test('what is named and not there is told of, with what is on its way', () => {
  const ticks = ticksOf({ exclude: ['/A/', '/B/Old/', '/b', '/C'] })
  expect(ticks.missingIn([], [folder('a'), file('B'), file('C')])).toEqual([folder('B')])
  expect(ticks.missingIn([], [folder('B')])).toEqual([folder('A'), file('C')])
  expect(ticks.missingIn(['b'], [])).toEqual([folder('B', 'Old')])
})

const anyText = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'É', 'e\u0301', '/', '*', '**', '?', '\\', '\\*', ' ') }),
  fc.string({ unit: 'grapheme' }),
)

property.prop([anyText])('a filter names one path here if it does for the planner', (text) => {
  fc.pre(jobFilters.safeParse({ include: [text] }).success)
  const names = namedBy(text)?.path.map((name) => signsOf(name).join(''))
  expect(names).toEqual(parsePattern(text).only)
})

const anyName = fc
  .string({ minLength: 1, unit: fc.constantFrom('a', 'B', '/', '*', '?', '\\', ' ', 'group:', '!', '😀', '.') })
  .filter((name) => name !== '.' && name !== '..')
const anyEntry = fc.record({ path: fc.array(anyName, { minLength: 1, maxLength: 3 }), isFolder: fc.boolean() })

property.prop([anyEntry])('what names an entry is read back, whatever signs are in its name', (entry) => {
  expect(canBeNamed(entry.path)).toBe(true)
  const [written] = jobFilters.parse({ include: [patternOf(entry)] }).include ?? []
  expect(namedBy(written ?? '')).toMatchObject({ path: entry.path })
})

test('names that no line of text can hold cannot be ticked', () => {
  for (const name of ['a\nb', 'a\u0000', '\ud800']) expect(canBeNamed([name])).toBe(false)
})

const fewNames = fc.constantFrom('a', 'b', 'c*')
const fewPaths = fc.array(fewNames, { maxLength: 3 })
const anyClick = fc.tuple(fewPaths, fc.boolean())

/** Every folder of three levels, with one file in it. */
const tree = (function below(path: readonly string[]): readonly string[][] {
  return path.length === 3
    ? [[...path]]
    : [[...path], ...['a', 'b', 'c*', 'never named'].flatMap((name) => below([...path, name]))]
})([])

/** As a run does: a folder that is left out is not looked into. */
function takes(filters: JobFilters, path: readonly string[]): boolean {
  const filter = filterOf(filters, 0)
  return [...path, 'x.pdf'].every((name, at, all) => {
    const kind = at === path.length ? 'file' : 'folder'
    const entry = { space: '', path: [...all.slice(0, at), name], kind } as const
    return filter?.within(all.slice(0, at))(entry) === undefined
  })
}

property.prop([fc.array(anyClick, { maxLength: 8 })])('a run takes what is ticked, and nothing else', (clicks) => {
  const filters = clicked({}, ...clicks.map(([path, ticked]) => [{ path, isFolder: true }, ticked] as const))
  expect(jobFilters.safeParse(filters).error).toBeUndefined()
  const expected = (path: readonly string[]) =>
    clicks.findLast(([clickedPath]) => clickedPath.every((name, at) => path[at] === name))?.[1] ?? true
  for (const path of tree) {
    expect([path, takes(filters, path)]).toEqual([path, expected(path)])
    const inIt = tree.filter((one) => path.every((name, at) => one[at] === name)).map(expected)
    const tick = inIt.every(Boolean) ? 'all' : inIt.some(Boolean) ? 'some' : 'none'
    expect([path, ticksOf(filters).of({ path, isFolder: true })]).toEqual([path, tick])
  }
})
