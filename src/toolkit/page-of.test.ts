import { expect, test } from 'vitest'
import { pageOf } from './page-of.ts'

const ships = ['Alma', 'Berta', 'Clara', 'Dora', 'Alwine'].map((name, index) => ({ id: String(9 - index), name }))
const page = (wish: object) => {
  const { page, next } = pageOf(ships, { limit: 2, ...wish }, ({ name }) => [name])
  return [page.map(({ name }) => name), next]
}

test('pages follow one another in the order of the list, and the last one says so', () => {
  expect(page({})).toEqual([['Alma', 'Berta'], '8'])
  expect(page({ after: '8' })).toEqual([['Clara', 'Dora'], '6'])
  expect(page({ after: '6' })).toEqual([['Alwine'], undefined])
})

test('words are searched for in any case, also beyond the first page', () => {
  expect(page({ text: 'AL' })).toEqual([['Alma', 'Alwine'], undefined])
  expect(page({ text: 'al', limit: 1, after: '9' })).toEqual([['Alwine'], undefined])
})

test('after one that is gone there is no more', () => {
  expect(page({ after: '77' })).toEqual([[], undefined])
})
