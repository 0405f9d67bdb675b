import { expect, test } from 'vitest'
import { typeOf } from './type-of.ts'

test.each([
  ['A-101.DWG', 'drawings'],
  ['tower.ifc', 'models'],
  ['minutes.docx', 'documents'],
  ['~$minutes.docx', 'temporary'],
  ['thumbs.DB', 'temporary'],
  ['._A-101.pdf', 'temporary'],
  ['README', 'other'],
  ['.pdf', 'other'],
  ['plan.v2', 'other'],
])('%s belongs to %s', (name, type) => {
  expect(typeOf(name)).toBe(type)
})
