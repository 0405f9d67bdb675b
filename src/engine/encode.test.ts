import { fc, test as property } from '@fast-check/vitest'
import { problemsOfName } from '#platform'
import { expect, test } from 'vitest'
import { decodeName, encodeName, escapeSignFor } from './encode.ts'
import { anyFacts, anyName } from './testing/arbitrary.ts'
import { factsWith } from './testing/facts.ts'

property.prop([anyName, anyFacts], { numRuns: 5000 })('an encoded name decodes to the name it was', (name, facts) => {
  const sign = escapeSignFor(facts)
  const encoded = encodeName(name, facts)
  fc.pre(sign !== undefined && encoded !== undefined)
  expect(decodeName(encoded, sign)).toBe(name)
  expect(problemsOfName(encoded, facts).filter(({ kind }) => kind !== 'name-too-long')).toEqual([])
})

test('the escape begins with a sign that the destination holds', () => {
  expect(encodeName('a:b', factsWith({ forbiddenCharacters: ':%' }))).toBe('a=3Ab')
  expect(encodeName('a:b', factsWith({ forbiddenCharacters: ':%=~' }))).toBeUndefined()
})

test('text that is no escape is left alone by decoding', () => {
  expect(decodeName('100% of %zz')).toBe('100% of %zz')
})

test('bytes that together would be a letter stay bytes', () => {
  const name = '\udcc3\udca9'
  const encoded = encodeName(name, factsWith({ wellFormedNames: true }))
  expect(encoded).toBe('%uDCC3%uDCA9')
  expect(decodeName(encoded ?? '')).toBe(name)
})
