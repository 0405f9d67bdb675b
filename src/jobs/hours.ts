import { weekdays, type JobSchedule } from '#api/contract/schedule.ts'
import { localTime } from './local-time.ts'

const dayMinutes = 24 * 60
const weekMinutes = 7 * dayMinutes
const minuteMs = 60_000

type Hours = Pick<JobSchedule, 'onlyBetween' | 'notBetween' | 'timeZone'>

/** Minutes since Monday, 0:00; `until` may lie in the next week. */
interface Span {
  readonly from: number
  readonly until: number
}

/** Whether runs may move at this moment, by the clock on the wall of the time zone. */
export function isOpen(hours: Hours, at: number): boolean {
  if (!hours.onlyBetween && !hours.notBetween) return true
  const minute = minuteOfWeek(hours, at)
  const isIn = (spans: readonly string[]) => spansOf(spans).some((span) => holds(span, minute))
  return (!hours.onlyBetween || isIn(hours.onlyBetween)) && !isIn(hours.notBetween ?? [])
}

/** The first moment from `at` on when runs may move; undefined when they never may. */
export function opensAt(hours: Hours, at: number): number | undefined {
  if (isOpen(hours, at)) return at
  const edges = edgesOf(hours)
  let moment = Math.floor(at / minuteMs) * minuteMs
  // Every edge of a week, and once more for the hour that a change of the clocks may take away or give.
  for (let looks = 0; looks <= edges.length + 2; looks++) {
    const next = nextEdge(hours, moment, edges)
    if (next === undefined) return undefined
    if (isOpen(hours, next)) return next
    moment = next
  }
  return undefined
}

/** The next moment when a wall clock shows one of these minutes of the week. */
function nextEdge(hours: Hours, at: number, edges: readonly number[]): number | undefined {
  const now = minuteOfWeek(hours, at)
  const ahead = edges.map((edge) => (edge - now + weekMinutes) % weekMinutes || weekMinutes)
  if (ahead.length === 0) return undefined
  const minutes = Math.min(...ahead)
  const straight = at + minutes * minuteMs
  // Where the clocks are changed on the way, the wall shows another time there.
  const shown = (minuteOfWeek(hours, straight) - now + weekMinutes) % weekMinutes || weekMinutes
  const corrected = straight - (shown - minutes) * minuteMs
  return corrected > at && Math.abs(shown - minutes) < dayMinutes ? corrected : straight
}

function edgesOf({ onlyBetween = [], notBetween = [] }: Hours): readonly number[] {
  const spans = spansOf([...onlyBetween, ...notBetween])
  return [...new Set(spans.flatMap(({ from, until }) => [from % weekMinutes, until % weekMinutes]))]
}

function spansOf(texts: readonly string[]): Span[] {
  return texts.flatMap((text) => {
    const [, days, from, until] = /^([a-z,-]*?) ?(?:(\d\d:\d\d)-(\d\d:\d\d))?$/.exec(text) ?? []
    const begin = minutesOf(from ?? '00:00')
    const end = minutesOf(until ?? '24:00')
    const length = end > begin ? end - begin : end - begin + dayMinutes
    return daysIn(days || 'mon-sun').map((day) => ({
      from: day * dayMinutes + begin,
      until: day * dayMinutes + begin + length,
    }))
  })
}

/** `mon-wed,sun` as 0, 1, 2 and 6. */
export function daysIn(text: string): readonly number[] {
  const all = text.split(',').flatMap((part) => {
    const [first = 0, last = first] = part.split('-').map((name) => weekdays.findIndex((day) => day === name))
    const count = (last - first + 7) % 7
    return Array.from({ length: count + 1 }, (_, at) => (first + at) % 7)
  })
  return [...new Set(all)].toSorted((a, b) => a - b)
}

function minutesOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return hour * 60 + minute
}

function holds({ from, until }: Span, minute: number): boolean {
  return (from <= minute && minute < until) || minute + weekMinutes < until
}

function minuteOfWeek({ timeZone = 'UTC' }: Hours, at: number): number {
  const { weekday, hour, minute } = localTime(at, timeZone)
  return weekday * dayMinutes + hour * 60 + minute
}
