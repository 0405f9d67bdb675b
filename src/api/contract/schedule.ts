import { z } from 'zod'
import { line } from './text.ts'

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

const time = '(?:[01]\\d|2[0-3]):[0-5]\\d'
const day = `(?:${weekdays.join('|')})`
const days = `${day}(?:-${day})?(?:,${day}(?:-${day})?)*`
const times = `${time}(?:, ?${time})*`

const daysHelp = `days are ${weekdays.join(', ')}`

/** `mon-fri 18:00-06:00`, `22:00-05:00`, `sat,sun`. One over midnight belongs to the day on which it begins. */
export const span = line
  .max(200)
  .regex(
    new RegExp(`^(?:${days}|(?:${days} )?${time}-(?:${time}|24:00))$`),
    `hours are written as mon-fri 18:00-06:00, 22:00-05:00 or sat,sun; ${daysHelp}`,
  )

const spans = z.array(span).min(1).max(20).optional()

const atLeastOnce = z.number().int().min(1).max(100_000).optional()

const zone = line.max(100).refine(isTimeZone, {
  message: 'there is no such time zone; they are called like Europe/Amsterdam, America/New_York or UTC',
})

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** What says when runs begin: one of them, or none where a person starts each run. */
export const beats = ['at', 'every', 'daily', 'weekly', 'cron'] as const

const needsBeat = ['paused', 'stopAfterRuns', 'stopAfterUnchanged', 'stopAfterFailures', 'stopAfterDate'] as const

/** Each key with its sentence and, as title, what stands for its value; for web page, API, command line and job file alike. */
export const jobSchedule = z
  .strictObject({
    at: line
      .regex(/^\d{4}-\d\d-\d\d[ T]\d\d:\d\d$/, 'a moment is written as 2026-12-31 02:00, by the clock of the time zone')
      .optional()
      .meta({ title: 'time', description: 'Run once, at this moment: 2026-12-31 02:00' }),
    every: line
      .regex(/^[1-9]\d{0,2} ?(m|min|minutes?|h|hours?)$/, 'it is a number of minutes or hours: 15 minutes, 2 hours')
      .optional()
      .meta({ title: 'time', description: 'Run again and again, with so much time between: 15 minutes, 2 hours' }),
    daily: line
      .regex(new RegExp(`^${times}$`), 'times of the day are written as 02:00 or 02:00, 14:00')
      .optional()
      .meta({ title: 'time', description: 'Run every day at these times: 02:00 or 02:00, 14:00' }),
    weekly: line
      .regex(new RegExp(`^${days} ${times}$`), `days and times are written as mon,thu 02:00; ${daysHelp}`)
      .optional()
      .meta({ title: 'days', description: 'Run on these days of the week: mon,thu 02:00 or mon-fri 20:00' }),
    cron: line
      .max(200)
      .regex(/^\S+( \S+){4}$/, 'a cron expression has five parts: minute, hour, day, month, day of the week')
      .optional()
      .meta({ title: 'expression', description: 'Run when this cron expression says: 30 2 1-7 * mon' }),
    timeZone: zone.optional().meta({
      title: 'zone',
      description: 'Whose clock counts for all of this: Europe/Amsterdam, America/New_York; else UTC',
    }),
    onlyBetween: spans.meta({
      title: 'hours',
      description:
        'Runs move only in these hours, and pause by themselves outside of them: mon-fri 18:00-06:00 or sat,sun',
    }),
    notBetween: spans.meta({ title: 'hours', description: 'Runs never move in these hours: 08:00-18:00' }),
    stopAfterRuns: atLeastOnce.meta({ title: 'number', description: 'The schedule ends after so many runs' }),
    stopAfterUnchanged: atLeastOnce.meta({
      title: 'number',
      description: 'The schedule ends after so many runs in a row that changed nothing',
    }),
    stopAfterFailures: atLeastOnce.meta({
      title: 'number',
      description: 'The schedule ends after so many runs in a row that failed',
    }),
    stopAfterDate: z.iso
      .date()
      .optional()
      .meta({ title: 'date', description: 'The last day on which the schedule starts a run: 2026-12-31' }),
    paused: z
      .boolean()
      .optional()
      .meta({ title: 'paused', description: 'The schedule is kept, and starts nothing until it is enabled' }),
  })
  .superRefine((schedule, context) => {
    const given = beats.filter((beat) => schedule[beat] !== undefined)
    if (given.length > 1) {
      const message = `a schedule has one of ${beats.join(', ')}, not ${given.join(' and ')}`
      context.addIssue({ code: 'custom', path: [given[1] ?? 'at'], message })
    }
    const idle = needsBeat.find((name) => schedule[name] !== undefined)
    if (given.length === 0 && idle !== undefined) {
      const message = `it needs a schedule that starts runs: give one of ${beats.join(', ')}`
      context.addIssue({ code: 'custom', path: [idle], message })
    }
  })
  .describe(
    'When runs of a job begin by themselves, the hours in which they may move, and when that ends; when empty, a person starts every run',
  )
export type JobSchedule = z.infer<typeof jobSchedule>

export const previewSchedule = z.strictObject({ schedule: jobSchedule })
export const schedulePreview = z.object({
  /** `every day at 02:00 (Europe/Amsterdam)` */
  words: z.string(),
  /** The next times at which a run would begin, at most five. */
  times: z.array(z.iso.datetime()),
})
export type SchedulePreview = z.infer<typeof schedulePreview>
