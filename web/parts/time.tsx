import { useEffect, useState } from 'react'
import { texts } from '../texts/texts.ts'

const exactly = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })
const toTheMinute = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })
const ago = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' })
const hour = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' })

interface TimeProps {
  /** ISO text. */
  readonly at: string
}

/** A time where the reader is; on hover as UTC. */
export function Time({ at }: TimeProps) {
  return (
    <time dateTime={at} title={inUtc(at)}>
      {exactly.format(new Date(at))}
    </time>
  )
}

/** The hour where the reader is, of a time that is near; on hover exactly. */
export function Hour({ at }: TimeProps) {
  return (
    <time dateTime={at} title={inBoth(at)}>
      {hour.format(new Date(at))}
    </time>
  )
}

/** How long ago; on hover exactly. */
export function Age({ at }: TimeProps) {
  const now = useMinute()
  return (
    <time dateTime={at} title={inBoth(at)}>
      {ageOf(new Date(at), now)}
    </time>
  )
}

const inBoth = (at: string) => `${exactly.format(new Date(at))} (${inUtc(at)})`

export function inUtc(at: string): string {
  return `${toTheMinute.format(new Date(at))} UTC`
}

const units = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const

function ageOf(at: Date, now: number): string {
  const seconds = (at.getTime() - now) / 1000
  const unit = units.find(([, size]) => Math.abs(seconds) >= size)
  return unit ? ago.format(Math.trunc(seconds / unit[1]), unit[0]) : texts.justNow
}

/** Ages grow while a page stands open. */
function useMinute(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
