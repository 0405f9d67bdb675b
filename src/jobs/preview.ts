import type { JobSchedule, SchedulePreview } from '#api/contract/schedule.ts'
import { firstRunAt } from './first-run.ts'
import { nextTimes } from './schedule-times.ts'
import { scheduleWords } from './schedule-words.ts'

const timesShown = 5

/** What a schedule would do from now on, paused or not; one that never starts a run is refused. */
export function previewOf(schedule: JobSchedule, now: number): SchedulePreview {
  firstRunAt(schedule, now)
  return {
    words: scheduleWords(schedule) ?? 'when a person starts it',
    times: nextTimes(schedule, now, timesShown).map((time) => new Date(time).toISOString()),
  }
}
