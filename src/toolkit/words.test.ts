import { expect, test } from 'vitest'
import { counted, showBytes, showCount, showDuration } from './words.ts'

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [1023, '1023 bytes'],
  [1536, '1.5 KiB'],
  [5 * 2 ** 30, '5.0 GiB'],
])('%i bytes are shown as %s', (bytes, words) => expect(showBytes(bytes)).toBe(words))

test.each([
  [400, '0 s'],
  [59_000, '59 s'],
  [150_000, '3 min'],
  [3_600_000, '1 h'],
  [7_800_000, '2 h 10 min'],
])('%i milliseconds are shown as %s', (ms, words) => expect(showDuration(ms)).toBe(words))

test('counts have separators', () => expect(showCount(20_345)).toBe('20,345'))

test('one thing is one, and all other counts are several', () => {
  expect([0, 1, 2000].map((count) => counted(count, 'call'))).toEqual(['0 calls', '1 call', '2,000 calls'])
})
