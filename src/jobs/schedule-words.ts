import { weekdays, type JobSchedule } from '#api/contract/schedule.ts'

/** When runs begin, as the end of a sentence: `every day at 02:00 (Europe/Amsterdam)`; undefined where a person starts each. */
export function scheduleWords(schedule: JobSchedule): string | undefined {
  const { timeZone = 'UTC', onlyBetween, notBetween } = schedule
  const beat = beatWords(schedule)
  const parts = [
    ...(beat === undefined ? [] : [beat]),
    ...(onlyBetween ? [`only ${onlyBetween.join(' or ')}`] : []),
    ...(notBetween ? [`never ${notBetween.join(' or ')}`] : []),
  ]
  return parts.length === 0 ? undefined : `${parts.join(', ')} (${timeZone})`
}

function beatWords({ at, every, daily, weekly, cron }: JobSchedule): string | undefined {
  if (at !== undefined) return `once, on ${at.replace(/[ T]/, ' at ')}`
  if (every !== undefined) return `every ${spelt(every)}`
  if (daily !== undefined) return `every day at ${daily}`
  if (cron !== undefined) return `when cron says “${cron}”`
  if (weekly === undefined) return undefined
  const [days = '', ...times] = weekly.split(' ')
  return `every ${dayWords(days)} at ${times.join(' ')}`
}

function spelt(every: string): string {
  const number = Number.parseInt(every, 10)
  const unit = /h/.test(every) ? 'hour' : 'minute'
  return number === 1 ? unit : `${number} ${unit}s`
}

const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** `mon-fri,sun` as Monday to Friday, Sunday. */
function dayWords(days: string): string {
  return days
    .replaceAll('-', ' to ')
    .replaceAll(',', ', ')
    .replaceAll(/[a-z]{3}/g, (day) => dayNames[weekdays.findIndex((one) => one === day)] ?? day)
}
