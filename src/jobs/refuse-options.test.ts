import { expect, test } from 'vitest'
import { defaultOptions, type JobOptions } from '#engine/options.ts'
import { refuseOptions } from './refuse-options.ts'

test.each<[string, Partial<JobOptions>, RegExp]>([
  ['packing in a job that goes both ways', { direction: 'two-way', restrictedTypes: 'zip' }, /packs nothing/],
  ['a move that verifies nothing', { direction: 'move', verification: 'none' }, /let it verify/],
  ['metadata in a job that goes both ways', { direction: 'two-way', metadata: 'preserve' }, /carries no metadata/],
])('%s is refused in a sentence', (_, options, sentence) => {
  expect(() => refuseOptions({ ...defaultOptions, ...options })).toThrow(sentence)
})

test('packing goes one way, also in a job that moves', () => {
  for (const direction of ['copy', 'move'] as const) {
    expect(() => refuseOptions({ ...defaultOptions, direction, restrictedTypes: 'zip' })).not.toThrow()
  }
})
