import { describe, expect, test } from 'vitest'
import { jobSchedule, type JobSchedule } from '#api/contract/schedule.ts'
import { firstRunAt } from './first-run.ts'
import { nextTimes } from './schedule-times.ts'
import { scheduleWords } from './schedule-words.ts'

const timeZone = 'Europe/Amsterdam'

function times(schedule: JobSchedule, after: string, count = 3): readonly string[] {
  const checked = jobSchedule.parse(schedule)
  return nextTimes(checked, Date.parse(after), count).map((time) => new Date(time).toISOString().slice(0, 16))
}

describe('the next times', () => {
  test.each<[string, JobSchedule, string, string[]]>([
    [
      'of a day are by the clock of the zone, whatever the season',
      { daily: '02:00, 14:00', timeZone },
      '2026-07-01T00:30:00Z',
      ['2026-07-01T12:00', '2026-07-02T00:00', '2026-07-02T12:00'],
    ],
    [
      'of a night that has no 02:30 include it once, at the end of what is left out',
      { daily: '02:30', timeZone },
      '2026-03-28T12:00:00Z',
      ['2026-03-29T01:00', '2026-03-30T00:30', '2026-03-31T00:30'],
    ],
    [
      'of a night that has 02:30 twice include the first alone',
      { daily: '02:30', timeZone },
      '2026-10-24T12:00:00Z',
      ['2026-10-25T00:30', '2026-10-26T01:30', '2026-10-27T01:30'],
    ],
    [
      'of a week go over its end',
      { weekly: 'sat-mon,wed 20:00', timeZone: 'America/New_York' },
      '2026-06-05T12:00:00Z',
      ['2026-06-07T00:00', '2026-06-08T00:00', '2026-06-09T00:00'],
    ],
    [
      'of a cron expression',
      { cron: '30 2 1-7 * *' },
      '2026-01-06T12:00:00Z',
      ['2026-01-07T02:30', '2026-02-01T02:30', '2026-02-02T02:30'],
    ],
    ['of one moment are that one', { at: '2026-12-31 02:00', timeZone }, '2026-12-01T00:00:00Z', ['2026-12-31T01:00']],
    ['of a moment that is past are none', { at: '2026-12-31 02:00', timeZone }, '2026-12-31T01:00:00Z', []],
    [
      'of every so often come on the full hour of the zone, with equal steps also when the clocks change',
      { every: '2 hours', timeZone: 'Asia/Kolkata' },
      '2026-05-01T00:00:00Z',
      ['2026-05-01T00:30', '2026-05-01T02:30', '2026-05-01T04:30'],
    ],
    [
      'leave out what lies outside the hours',
      { every: '45 minutes', onlyBetween: ['fri 22:00-23:00'], notBetween: ['22:40-23:00'] },
      '2026-05-01T00:00:00Z',
      ['2026-05-01T22:30', '2026-05-08T22:30', '2026-05-15T22:30'],
    ],
    [
      'end with the last day, which counts',
      { daily: '23:30', timeZone, stopAfterDate: '2026-05-02' },
      '2026-05-01T12:00:00Z',
      ['2026-05-01T21:30', '2026-05-02T21:30'],
    ],
  ])('%s', (_, schedule, after, expected) => {
    expect(times(schedule, after)).toEqual(expected)
  })
})

const now = Date.parse('2026-05-01T12:00:00Z')

test.each<[string, JobSchedule, RegExp]>([
  ['lies in the past', { at: '2026-04-30 10:00' }, /“once, on 2026-04-30 at 10:00 \(UTC\)” never starts a run/],
  ['is on no calendar', { cron: '0 0 30 2 *' }, /never starts a run/],
  ['lies outside the hours', { daily: '12:00', onlyBetween: ['18:00-06:00'] }, /never starts a run/],
  ['has no hours', { onlyBetween: ['sat'], notBetween: ['fri-sun'] }, /leave no time/],
  ['no engine can read', { cron: '0 25 * * *' }, /cannot be read: .*hour/],
])('a schedule that %s is refused with its reason', (_, schedule, reason) => {
  expect(() => firstRunAt(schedule, now)).toThrow(reason)
})

test.each<[JobSchedule, string]>([
  [{ daily: '02:00', cron: '0 0 * * *' }, 'one of at, every'],
  [{ stopAfterRuns: 3 }, 'a schedule that starts runs'],
  [{ daily: '2:00' }, 'written as 02:00'],
  [{ daily: '02:00', timeZone: 'Mars/Olympus' }, 'no such time zone'],
  [{ onlyBetween: ['mo 10:00-12:00'] }, 'hours are written as'],
])('%o is no schedule', (schedule, reason) => {
  const { error } = jobSchedule.safeParse(schedule)
  expect(error?.issues.map(({ message }) => message).join()).toContain(reason)
})

test('a paused schedule starts nothing, and one without times leaves it to a person', () => {
  expect(firstRunAt({ daily: '02:00', paused: true }, now)).toBeUndefined()
  expect(firstRunAt({ onlyBetween: ['sat'] }, now)).toBeUndefined()
  expect(firstRunAt({ daily: '13:00' }, now)?.toISOString()).toBe('2026-05-01T13:00:00.000Z')
})

test.each<[JobSchedule, string | undefined]>([
  [{}, undefined],
  [{ weekly: 'mon-fri,sun 20:00', timeZone }, 'every Monday to Friday, Sunday at 20:00 (Europe/Amsterdam)'],
  [{ every: '1h', notBetween: ['08:00-18:00'] }, 'every hour, never 08:00-18:00 (UTC)'],
  [{ onlyBetween: ['sat', 'sun'] }, 'only sat or sun (UTC)'],
])('%o is told in words', (schedule, words) => {
  expect(scheduleWords(schedule)).toBe(words)
})
