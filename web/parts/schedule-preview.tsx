import { useQuery } from '@tanstack/react-query'
import type { JobSchedule } from '#api/contract/schedule.ts'
import { reading } from '../reading.ts'
import { texts } from '../texts/texts.ts'
import { Refused } from './refused.tsx'
import styles from './schedule-preview.module.css'
import { inUtc } from './time.tsx'
import { here } from './time-zones.ts'

const words = texts.schedule

/** The next times at which a schedule starts a run, as the server reckons them; or why it cannot. */
export function SchedulePreview({ schedule }: { readonly schedule: JobSchedule }) {
  const { paused, ...enabled } = schedule
  const { data, error } = useQuery({ ...reading('previewSchedule', { schedule: enabled }), retry: false })
  const { timeZone = 'UTC' } = schedule
  const isElsewhere = timeZone !== here
  if (error) return <Refused error={error} />
  if (!data || data.times.length === 0) return null
  return (
    <table className={styles.times} aria-label={words.next}>
      <thead>
        <tr>
          <th scope="col">{words.next}</th>
          {isElsewhere && <th scope="col">{words.here(here)}</th>}
        </tr>
      </thead>
      <tbody>
        {data.times.map((time) => (
          <tr key={time}>
            <td>
              <time dateTime={time} title={inUtc(time)}>
                {shown(time, timeZone)}
              </time>
            </td>
            {isElsewhere && <td>{shown(time, here)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function shown(time: string, timeZone: string): string {
  const parts = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const
  return new Intl.DateTimeFormat('en-GB', { ...parts, timeZone, timeZoneName: 'short' }).format(new Date(time))
}
