import { weekdays } from '#api/contract/schedule.ts'

/** What the clocks and calendars of a time zone show. */
interface LocalTime {
  /** 0 is Monday. */
  readonly weekday: number
  readonly hour: number
  readonly minute: number
}

// Making one takes far longer than asking it. Names of zones can be spelt in many ways, so they are not kept for ever.
const mostClocks = 1000
const clocks = new Map<string, Intl.DateTimeFormat>()

export function localTime(at: number, timeZone: string): LocalTime {
  const parts = Object.fromEntries(
    clockOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  )
  return {
    weekday: weekdays.findIndex((day) => day === parts['weekday']?.toLowerCase()),
    hour: Number(parts['hour']),
    minute: Number(parts['minute']),
  }
}

/** `Mon 30 Mar 2026, 02:00`, as people there write it. */
export function showLocal(at: number, timeZone: string): string {
  const parts = { dateStyle: 'medium', timeStyle: 'short', timeZone } as const
  return `${new Intl.DateTimeFormat('en-GB', parts).format(at)} (${timeZone})`
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone)
  if (known) return known
  const clock = new Intl.DateTimeFormat('en', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  if (clocks.size >= mostClocks) clocks.clear()
  clocks.set(timeZone, clock)
  return clock
}
