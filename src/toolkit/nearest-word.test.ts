import { expect, test } from 'vitest'
import { nearestWord } from './nearest-word.ts'

const known = ['port', 'host', 'databaseUrl', 'logLevel', 'workers']

test('a slip of the fingers is recognised', () => {
  expect(nearestWord('prot', known)).toBe('port')
  expect(nearestWord('worker', known)).toBe('workers')
  expect(nearestWord('databsaeUrl', known)).toBe('databaseUrl')
})

test('the way a word is written does not matter', () => {
  expect(nearestWord('database_url', known)).toBe('databaseUrl')
  expect(nearestWord('LOG-LEVEL', known)).toBe('logLevel')
})

test('nothing is suggested for what resembles nothing', () => {
  expect(nearestWord('colour', known)).toBeUndefined()
  expect(nearestWord('', known)).toBeUndefined()
})
