import { readFile } from 'node:fs/promises'
import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import type { Entry, Path } from '#platform'
import { jobFilters, typeGroups as groupsOfTheContract } from '#api/contract/filters.ts'
import { filterOf } from './filter.ts'
import type { JobFilters } from './filters.ts'
import { typeGroups } from './type-groups.ts'

const now = Date.parse('2026-03-31T00:00:00Z')
const megabyte = 1_000_000

/** What is said of a file, or of a folder where the text ends with a slash, that nothing above it has left out. */
function reasonFor(filters: JobFilters, shown: string, more: Partial<Entry> = {}): string {
  const path: Path = shown.replace(/\/$/, '').split('/')
  const entry: Entry = { space: 's', path: ['Source', ...path], kind: shown.endsWith('/') ? 'folder' : 'file', ...more }
  return filterOf(filters, now)?.within(path.slice(0, -1))(entry)?.reason ?? 'taken'
}

test.each<[string, string, boolean]>([
  ['*.pdf', 'a.pdf', true],
  ['*.pdf', 'Plans/Old/A.PDF', true],
  ['*.pdf', 'a.pdf.zip', false],
  ['A-1??.dwg', 'A-101.dwg', true],
  ['A-1??.dwg', 'A-1001.dwg', false],
  ['Old', 'Plans/Old/', true],
  ['Old', 'Old', true],
  ['Old/', 'Plans/Old/', true],
  ['Old/', 'Old', false],
  ['/Old/', 'Old/', true],
  ['/Old/', 'Plans/Old/', false],
  ['/*.pdf', 'a.pdf', true],
  ['/*.pdf', 'Plans/a.pdf', false],
  ['Plans/*.pdf', 'Plans/a.pdf', true],
  ['Plans/*.pdf', 'Plans/Old/a.pdf', false],
  ['Plans/*.pdf', 'All/Plans/a.pdf', false],
  ['Plans/**/*.pdf', 'Plans/a.pdf', true],
  ['Plans/**/*.pdf', 'Plans/Old/2019/a.pdf', true],
  ['**/Old/*.pdf', 'Plans/Old/a.pdf', true],
  ['Plan (1) [draft]{a}!.pdf', 'Plan (1) [draft]{a}!.pdf', true],
  ['Plan (1)', 'Plan 1', false],
  ['100\\* sure?.txt', '100* sure!.txt', true],
  ['100\\* sure?.txt', '1000 sure!.txt', false],
  ['Stra\u00dfe \u00e9*', 'STRASSE E\u0301.txt', false],
  ['Caf\u00e9*', 'CAFE\u0301.txt', true],
  ['group:drawings', 'Plans/A-101.DWG', true],
  ['group:drawings', 'A-101.dwg/', false],
  ['group:temporary', '~$Report.docx', true],
  ['group:images', 'A-101.dwg', false],
])('the pattern %s matches %s: %s', (pattern, path, doesMatch) => {
  expect(jobFilters.safeParse({ exclude: [pattern] }).success).toBe(true)
  expect(reasonFor({ exclude: [pattern] }, path)).toBe(doesMatch ? 'excluded' : 'taken')
  if (!path.endsWith('/')) expect(reasonFor({ include: [pattern] }, path)).toBe(doesMatch ? 'taken' : 'not-included')
})

test.each<[string, string]>([
  ['group:drawing', 'there is no group of types'],
  ['Plans\\Old', 'parted by “/”'],
  ['a//b', 'can match nothing'],
  ['../a', 'can match nothing'],
  ['/', 'can match nothing'],
  ['', 'can match nothing'],
])('the pattern “%s” is refused in one sentence', (pattern, words) => {
  const issues = jobFilters.safeParse({ include: [pattern] }).error?.issues
  expect(issues?.map(({ message }) => message)).toEqual([expect.stringContaining(words)])
})

test('contract, planner and guide know the same groups', async () => {
  expect(Object.keys(typeGroups)).toEqual(groupsOfTheContract)
  const guide = await readFile(new URL('../../docs/guide/copying.md', import.meta.url), 'utf8')
  for (const [group, { extensions }] of Object.entries(typeGroups)) {
    expect(guide.replaceAll(/ +/g, ' ')).toContain(`| \`${group}\` | ${extensions.join(' ')} `)
  }
})

describe('an include', () => {
  test('of a folder takes in all that is in it and looks into no other', () => {
    const filters = { include: ['Plans/2026/'] }
    expect(reasonFor(filters, 'Plans/2026/Old/a.pdf')).toBe('taken')
    expect(reasonFor(filters, 'Plans/2026/Old/')).toBe('taken')
    expect(reasonFor(filters, 'Plans/')).toBe('taken')
    expect(reasonFor(filters, 'Plans/2025/')).toBe('not-included')
    expect(reasonFor(filters, 'Photos/')).toBe('not-included')
    expect(reasonFor(filters, 'Plans/a.pdf')).toBe('not-included')
  })

  test('of a path looks into every folder on its way', () => {
    const filters = { include: ['Plans/**/Final/*.pdf'] }
    expect(reasonFor(filters, 'Plans/')).toBe('taken')
    expect(reasonFor(filters, 'Plans/a/b/c/')).toBe('taken')
    expect(reasonFor(filters, 'Photos/')).toBe('not-included')
    expect(reasonFor({ include: ['Plans/*.pdf'] }, 'Plans/Old/')).toBe('not-included')
  })

  test('leaves alone what is neither file nor folder: that is told of as such', () => {
    expect(reasonFor({ include: ['*.pdf'] }, 'link', { kind: 'other' })).toBe('taken')
    expect(reasonFor({ exclude: ['link'] }, 'link', { kind: 'other' })).toBe('excluded')
  })
})

describe('of filters that name one path each', () => {
  const filters = { include: ['/**', '/Plans/Old/Final/', '/Plans/Old/index.txt'], exclude: ['/Plans/Old/', '*.tmp'] }

  test('the deepest that holds an entry counts', () => {
    expect(reasonFor(filters, 'Plans/a.pdf')).toBe('taken')
    expect(reasonFor(filters, 'Plans/Old/')).toBe('taken')
    expect(reasonFor(filters, 'Plans/Old/a.pdf')).toBe('excluded')
    expect(reasonFor(filters, 'Plans/Old/2019/')).toBe('excluded')
    expect(reasonFor(filters, 'Plans/Old/Index.TXT')).toBe('taken')
    expect(reasonFor(filters, 'Plans/Old/Final/Later/a.pdf')).toBe('taken')
  })

  test('none takes what a pattern leaves out', () => {
    expect(reasonFor(filters, 'Plans/Old/Final/a.tmp')).toBe('excluded')
    expect(reasonFor({ include: ['/Plans/Old/Final/'], exclude: ['Old/'] }, 'Plans/Old/')).toBe('excluded')
  })

  test('an exclude counts more than an include of the same path, and a folder is not a file', () => {
    expect(reasonFor({ include: ['/A'], exclude: ['/A/'] }, 'A/')).toBe('excluded')
    expect(reasonFor({ include: ['/A', '/A/'], exclude: ['/**'] }, 'A')).toBe('taken')
    expect(reasonFor({ include: ['/A/'], exclude: ['/**'] }, 'A')).toBe('excluded')
  })

  test('the signs of patterns are signs of names where a backslash says so', () => {
    const escaped = { include: ['/100\\*/a\\/b\\?/'], exclude: ['**'] }
    const within = (...path: string[]) =>
      filterOf(escaped, now)?.within(path.slice(0, -1))({ space: 's', path, kind: 'folder' })?.reason ?? 'taken'
    expect(within('100*', 'a/b?', 'c')).toBe('taken')
    expect(within('1000', 'a/b?')).toBe('excluded')
    expect(within('100*', 'a')).toBe('excluded')
  })
})

const day = (text: string) => ({ modifiedAt: new Date(`${text}T12:00:00Z`) })

test.each<[JobFilters, Partial<Entry>, string]>([
  [{ minSize: '1 MB' }, { size: megabyte }, 'taken'],
  [{ minSize: '1 MB' }, { size: megabyte - 1 }, 'filtered-by-size'],
  [{ maxSize: '1.5 MB' }, { size: 1.5 * megabyte }, 'taken'],
  [{ maxSize: '1.5MB' }, { size: 1.5 * megabyte + 1 }, 'filtered-by-size'],
  [{ maxSize: '1 MiB' }, { size: 2 ** 20 }, 'taken'],
  [{ maxSize: '10' }, { size: 11 }, 'filtered-by-size'],
  [{ maxSize: '10' }, {}, 'taken'],
  [{ modifiedAfter: '2026-03-01' }, { modifiedAt: new Date('2026-03-01') }, 'taken'],
  [{ modifiedAfter: '2026-03-01' }, day('2026-02-28'), 'filtered-by-date'],
  [{ modifiedBefore: '2026-03-01' }, day('2026-02-28'), 'taken'],
  [{ modifiedBefore: '2026-03-01' }, { modifiedAt: new Date('2026-03-01') }, 'filtered-by-date'],
  [{ modifiedAfter: '2026-03-01T18:00:00+02:00' }, day('2026-03-01'), 'filtered-by-date'],
  [{ maxAge: '30 days' }, day('2026-03-02'), 'taken'],
  [{ maxAge: '30 days' }, day('2026-02-28'), 'filtered-by-date'],
  [{ minAge: '2 weeks' }, day('2026-03-16'), 'taken'],
  [{ minAge: '2w' }, day('2026-03-17'), 'filtered-by-date'],
  [{ minAge: '12 hours' }, {}, 'taken'],
  [{ maxAge: '1 year' }, day('2025-04-01'), 'taken'],
  [{ includeMetadata: ['Status: Final'] }, { metadata: { Status: 'Final' } }, 'taken'],
  [{ includeMetadata: ['status:FINAL'] }, { metadata: { Status: 'Final' } }, 'taken'],
  [{ includeMetadata: ['Status: For*'] }, { metadata: { Status: 'For review' } }, 'taken'],
  [{ includeMetadata: ['Status: For*'] }, { metadata: { Status: 'Before' } }, 'filtered-by-metadata'],
  [{ includeMetadata: ['Status: *'] }, { metadata: {} }, 'filtered-by-metadata'],
  [{ includeMetadata: ['Status: Final', 'Area: A/1'] }, { metadata: { Area: 'A/1' } }, 'taken'],
  [{ includeMetadata: ['Status: 100\\*'] }, { metadata: { Status: '1000' } }, 'filtered-by-metadata'],
  [{ includeMetadata: ['Ratio: 1:50*'] }, { metadata: { Ratio: '1:500' } }, 'taken'],
  [{ includeMetadata: ['Status: Final'] }, {}, 'taken'],
  [{ excludeMetadata: ['Status: Draft*'] }, { metadata: { Status: 'draft 2' } }, 'filtered-by-metadata'],
  [{ excludeMetadata: ['Status: Draft*'] }, { metadata: { State: 'Draft' } }, 'taken'],
  [{ excludeMetadata: ['Status: Draft*'] }, {}, 'taken'],
  [
    { includeMetadata: ['Area: A'], excludeMetadata: ['Status: Draft'] },
    { metadata: { Area: 'A', Status: 'Draft' } },
    'filtered-by-metadata',
  ],
])('of %j a file with %j is %s', (filters, file, outcome) => {
  expect(jobFilters.safeParse(filters).success).toBe(true)
  expect(reasonFor(filters, 'Plans/a.pdf', file)).toBe(outcome)
  expect(reasonFor(filters, 'Plans/', file)).toBe('taken')
})

test.each<JobFilters>([
  { minSize: 'big' },
  { maxSize: '1 XB' },
  { modifiedAfter: '1.3.2026' },
  { maxAge: 'a month' },
  { includeMetadata: ['Status'] },
  { excludeMetadata: [': Draft'] },
  { excludeMetadata: ['Status: '] },
])('%j is refused', (filters) => expect(jobFilters.safeParse(filters).success).toBe(false))

test('no filter at all asks about nothing', () => {
  expect(filterOf({}, now)).toBeUndefined()
  expect(filterOf({ include: [], exclude: [] }, now)).toBeUndefined()
})

const name = fc.constantFrom('a.pdf', 'b.pdf', 'a.tmp', 'Old', 'Plans', 'x')
const anyPattern = fc.constantFrom(
  '*.pdf',
  'a.*',
  'Old/',
  '/Plans/',
  'Plans/*.pdf',
  '**/Old/**',
  'x',
  'group:temporary',
  '*',
)
const patterns = fc.array(anyPattern, { maxLength: 3 })
const anyFile = fc.record({ folder: fc.array(name, { maxLength: 3 }), name, size: fc.nat(3) })
type AnyFile = { folder: string[]; name: string; size: number }

/** As a run does: a folder that is left out is not looked into. */
function isTaken(filters: JobFilters, { folder, name, size }: AnyFile): boolean {
  const path = [...folder, name]
  return path.every((_, at) => {
    const shown = path.slice(0, at + 1).join('/')
    return at < folder.length
      ? reasonFor(filters, `${shown}/`) === 'taken'
      : reasonFor(filters, shown, { size }) === 'taken'
  })
}

property.prop([patterns, patterns, fc.nat(3), anyFile])(
  'excluded wins; of the rest what one include matches is taken, if it keeps within the bounds',
  (include, exclude, least, file) => {
    const takenBy = (filters: JobFilters) => isTaken(filters, file)
    const isExcluded = exclude.some((pattern) => !takenBy({ exclude: [pattern] }))
    const isIncluded = include.length === 0 || include.some((pattern) => takenBy({ include: [pattern] }))
    const isWithin = file.size >= least
    expect(takenBy({ include, exclude, minSize: String(least) })).toBe(!isExcluded && isIncluded && isWithin)
  },
)

const sign = fc.constantFrom('a', 'b', '*', '?')

property.prop([
  fc.array(sign, { minLength: 1, maxLength: 7 }),
  fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 7 }),
])('wildcards match what the same regular expression matches', (signs, text) => {
  fc.pre(signs.join('') !== '**')
  const expression = new RegExp(`^${signs.map((one) => (one === '*' ? '.*' : one === '?' ? '.' : one)).join('')}$`)
  expect(reasonFor({ exclude: [signs.join('')] }, text) === 'excluded').toBe(expression.test(text))
})

test('a pattern that would keep a regular expression busy for ever is answered', () => {
  expect(reasonFor({ exclude: [`${'a*'.repeat(60)}b`] }, 'a'.repeat(250))).toBe('taken')
})
