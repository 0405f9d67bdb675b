import { fc, test as property } from '@fast-check/vitest'
import { expect, test } from 'vitest'
import { jobSchedule, weekdays } from '#api/contract/schedule.ts'
import { isOpen, opensAt } from './hours.ts'

const timeZone = 'Europe/Amsterdam'
const at = (text: string) => Date.parse(text)

test('hours over midnight belong to the day on which they begin, also over the end of the week', () => {
  const hours = { onlyBetween: ['fri,sun 22:00-06:00'] }
  expect(isOpen(hours, at('2026-05-01T22:00:00Z'))).toBe(true)
  expect(isOpen(hours, at('2026-05-02T05:59:59Z'))).toBe(true)
  expect(isOpen(hours, at('2026-05-02T06:00:00Z'))).toBe(false)
  expect(isOpen(hours, at('2026-05-02T22:30:00Z'))).toBe(false)
  expect(isOpen(hours, at('2026-05-04T03:00:00Z'))).toBe(true)
})

test.each([
  ['on an ordinary day', '2026-05-01T12:00:00Z', '2026-05-01T16:00:00.000Z'],
  ['in the week of the long night', '2026-10-25T12:00:00Z', '2026-10-25T17:00:00.000Z'],
  ['over the short night', '2026-03-28T21:00:00Z', '2026-03-29T16:00:00.000Z'],
])('they open by the clock on the wall %s', (_, from, expected) => {
  const hours = { onlyBetween: ['18:00-20:00'], timeZone }
  expect(new Date(opensAt(hours, at(from)) ?? 0).toISOString()).toBe(expected)
})

test('where nothing is left they never open, and without any they are always open', () => {
  expect(opensAt({ notBetween: ['mon-sun'] }, 0)).toBeUndefined()
  expect(opensAt({}, 12_345)).toBe(12_345)
})

const minuteMs = 60_000
const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 40))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)
const span = fc
  .tuple(fc.constantFrom(...weekdays), fc.constantFrom(...weekdays), clock, clock)
  .map(([first, last, from, until]) => `${first}-${last} ${from}-${until}`)
const spans = fc.array(span, { minLength: 1, maxLength: 3 })

property.prop(
  [spans, spans, fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true })],
  {
    numRuns: 15,
  },
)('no minute before the opening is open', (onlyBetween, notBetween, date) => {
  const hours = jobSchedule.parse({ onlyBetween, notBetween, timeZone: 'UTC' })
  const from = Math.floor(date.getTime() / minuteMs) * minuteMs
  const opening = opensAt(hours, from)
  const until = opening ?? from + 8 * 24 * 60 * minuteMs
  for (let moment = from; moment < until; moment += 5 * minuteMs) expect(isOpen(hours, moment)).toBe(false)
  expect(opening === undefined || isOpen(hours, opening)).toBe(true)
})
