import { beats, type JobSchedule } from '#api/contract/schedule.ts'
import { opensAt } from './hours.ts'
import { JobRefused } from './job.ts'
import { nextTime } from './schedule-times.ts'
import { scheduleWords } from './schedule-words.ts'

/**
 * When a schedule that is new starts its first run; undefined when it is paused or a person starts every run. What can never
 * come is refused.
 */
export function firstRunAt(schedule: JobSchedule, now: number): Date | undefined {
  if (opensAt(schedule, now) === undefined) {
    throw new JobRefused('invalid', 'The hours of this schedule leave no time in which a run could move. Give it some.')
  }
  if (beats.every((name) => schedule[name] === undefined)) return undefined
  const first = timeOf(schedule, now)
  if (first === undefined) {
    throw new JobRefused(
      'invalid',
      `The schedule “${scheduleWords(schedule) ?? ''}” never starts a run: its times are past, outside its hours, or on no calendar.`,
    )
  }
  return schedule.paused ? undefined : new Date(first)
}

function timeOf(schedule: JobSchedule, now: number): number | undefined {
  try {
    return nextTime(schedule, now)
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/^CronPattern: /, '') : String(error)
    const message = `The schedule “${scheduleWords(schedule) ?? ''}” cannot be read: ${why}`
    throw new JobRefused('invalid', message, { cause: error })
  }
}
