import { expect, test } from 'vitest'
import { etaOf, type Progress } from './eta.ts'

const half: Progress = {
  leftItems: 100,
  leftBytes: 1_000_000,
  doneItems: 100,
  doneBytes: 1_000_000,
  elapsedMs: 60_000,
  isScanned: true,
}

test('where the files are alike, what is left takes as long as what is done', () => {
  expect(etaOf(half)).toEqual({ lowMs: 54_000, highMs: 84_000, reason: 'at the speed so far' })
})

test('files that are larger take longer than their number says', () => {
  expect(etaOf({ ...half, leftBytes: 3_000_000 })?.lowMs).toBe(108_000)
})

test.each([200, 0])('%d bytes of small files say nothing of the large ones that are left', (doneBytes) => {
  expect(etaOf({ ...half, doneBytes })).toBeUndefined()
})

test('the calls that a platform allows decide before any speed is known', () => {
  const calls = { needed: 300, limit: 100, left: 100, resetsInMs: 1000, windowMs: 3_600_000 }
  expect(etaOf({ ...half, doneBytes: 0, calls })).toMatchObject({
    lowMs: 3_240_900,
    reason: 'the platform allows 100 calls in its window',
  })
})
