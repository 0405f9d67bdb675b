import { Cron } from 'croner'
import type { JobSchedule } from '#api/contract/schedule.ts'
import { daysIn, isOpen, opensAt } from './hours.ts'

const minuteMs = 60_000

// A schedule that has not come to a time within its hours by then is taken as one that never does.
const mostLooks = 500

/** When the next run begins, later than `after` and within the hours; undefined when none does any more. */
export function nextTime(schedule: JobSchedule, after: number): number | undefined {
  const last = lastMoment(schedule)
  let before = after
  for (let looks = 0; looks < mostLooks; looks++) {
    const time = nextBeat(schedule, before)
    if (time === undefined || time > last) return undefined
    if (isOpen(schedule, time)) return time
    const opening = opensAt(schedule, time)
    if (opening === undefined) return undefined
    before = opening - 1
  }
  return undefined
}

/** The next times, at most `count`. */
export function nextTimes(schedule: JobSchedule, after: number, count: number): readonly number[] {
  const times: number[] = []
  for (let time = nextTime(schedule, after); time !== undefined; time = nextTime(schedule, time)) {
    times.push(time)
    if (times.length === count) break
  }
  return times
}

/** The next time by the clock, whatever the hours are. */
function nextBeat(schedule: JobSchedule, after: number): number | undefined {
  if (schedule.every !== undefined) return nextStep(schedule, schedule.every, after)
  const times = patternsOf(schedule).flatMap((pattern) => croned(pattern, schedule, after) ?? [])
  return times.length === 0 ? undefined : Math.min(...times)
}

/** In whole steps from a midnight long ago, so that it comes on the full hour, and at the same times wherever it is asked. */
function nextStep(schedule: JobSchedule, text: string, after: number): number {
  const stepMs = Number.parseInt(text, 10) * (/h/.test(text) ? 60 : 1) * minuteMs
  const midnight = croned('2024-01-01T00:00:00', schedule, 0) ?? 0
  return midnight + (Math.floor((after - midnight) / stepMs) + 1) * stepMs
}

/** croner decides what becomes of times that a change of the clocks leaves out or shows twice. */
function croned(pattern: string, { timeZone = 'UTC' }: JobSchedule, after: number): number | undefined {
  return new Cron(pattern, { timezone: timeZone }).nextRun(new Date(after))?.getTime()
}

function patternsOf({ at, daily, weekly, cron }: JobSchedule): readonly string[] {
  if (at !== undefined) return [`${at.replace(' ', 'T')}:00`]
  if (cron !== undefined) return [cron]
  if (daily !== undefined) return timesIn(daily).map(([hour, minute]) => `${minute} ${hour} * * *`)
  if (weekly === undefined) return []
  const [days = '', ...times] = weekly.split(' ')
  // Here weeks begin on Monday, in cron expressions on Sunday.
  const numbers = daysIn(days).map((day) => (day + 1) % 7)
  return timesIn(times.join(' ')).map(([hour, minute]) => `${minute} ${hour} * * ${numbers.join(',')}`)
}

function timesIn(text: string): readonly (readonly [hour: number, minute: number])[] {
  return text.split(',').map((time) => {
    const [hour = 0, minute = 0] = time.split(':').map(Number)
    return [hour, minute]
  })
}

/** The end of the last day, by the clock of the time zone. */
function lastMoment(schedule: JobSchedule): number {
  if (schedule.stopAfterDate === undefined) return Infinity
  return croned(`${schedule.stopAfterDate}T23:59:59`, schedule, 0) ?? 0
}
