import { Input, InputNumber, Select } from 'antd'
import { useId, type ReactNode } from 'react'
import { beats, jobSchedule, type JobSchedule as Schedule } from '#api/contract/schedule.ts'
import { texts } from '../texts/texts.ts'
import styles from './job-choices.module.css'
import { Tags } from './tags.tsx'
import { SchedulePreview } from './schedule-preview.tsx'
import { here, timeZones } from './time-zones.ts'

const words = texts.schedule

type Name = keyof typeof words.parts
type Beat = (typeof beats)[number]

const hours = ['onlyBetween', 'notBetween'] as const satisfies readonly Name[]
const ends = ['stopAfterRuns', 'stopAfterUnchanged', 'stopAfterFailures'] as const satisfies readonly Name[]
const needsBeat: readonly (keyof Schedule)[] = [...beats, ...ends, 'stopAfterDate', 'paused']
const examples: Readonly<Partial<Record<Name, string>>> = words.examples
const firstValues: Readonly<Record<Beat, string>> = { ...words.examples, daily: '02:00', at: '' }

interface JobScheduleProps {
  readonly schedule: Schedule
  readonly onChange: (schedule: Schedule) => void
}

/** When a job runs by itself, in which hours, and until when; with the times that come of it. */
export function JobSchedule({ schedule, onChange }: JobScheduleProps) {
  const id = useId()
  const beat = beats.find((name) => schedule[name] !== undefined)
  const set = (change: { readonly [Part in keyof Schedule]?: Schedule[Part] | undefined }) =>
    onChange(whole({ ...schedule, ...change }))
  const part = (name: Name, field: ReactNode) => (
    <div key={name} className={styles.choice}>
      <label htmlFor={`${id}${name}`}>{words.parts[name]}</label>
      {field}
      <span className={styles.help}>{jobSchedule.shape[name].description}</span>
    </div>
  )
  const choose = (chosen: Beat | 'none') => {
    const kept = Object.entries(schedule).filter(([name]) =>
      chosen === 'none' ? !needsBeat.some((one) => one === name) : !beats.some((one) => one === name),
    )
    const begun =
      chosen === 'none' ? {} : { timeZone: here, [chosen]: chosen === 'at' ? tomorrow() : firstValues[chosen] }
    onChange({ ...begun, ...Object.fromEntries(kept) })
  }
  return (
    <>
      <div className={styles.choices}>
        <div className={styles.choice}>
          <label htmlFor={`${id}beat`}>{words.begin}</label>
          <Select<Beat | 'none'>
            id={`${id}beat`}
            value={beat ?? 'none'}
            options={(['none', ...beats] as const).map((value) => ({ value, label: words.beats[value] }))}
            onChange={choose}
          />
        </div>
        {beat !== undefined &&
          part(
            beat,
            <Input
              id={`${id}${beat}`}
              type={beat === 'at' ? 'datetime-local' : 'text'}
              value={schedule[beat]}
              placeholder={examples[beat] ?? ''}
              autoComplete="off"
              onChange={({ target }) => set({ [beat]: target.value })}
            />,
          )}
        {(beat ?? schedule.onlyBetween ?? schedule.notBetween) !== undefined &&
          part(
            'timeZone',
            <Select
              id={`${id}timeZone`}
              showSearch
              value={schedule.timeZone ?? 'UTC'}
              options={timeZones.map((value) => ({ value, label: value }))}
              onChange={(timeZone) => set({ timeZone })}
            />,
          )}
        {hours.map((name) =>
          part(
            name,
            <Tags
              id={`${id}${name}`}
              value={[...(schedule[name] ?? [])]}
              placeholder={examples[name]}
              onChange={(spans: string[]) => set({ [name]: spans.length > 0 ? spans : undefined })}
            />,
          ),
        )}
        {beat !== undefined &&
          ends.map((name) =>
            part(
              name,
              <InputNumber<number>
                id={`${id}${name}`}
                min={1}
                precision={0}
                style={{ width: '100%' }}
                value={schedule[name] ?? null}
                onChange={(number) => set({ [name]: number ?? undefined })}
              />,
            ),
          )}
        {beat !== undefined &&
          part(
            'stopAfterDate',
            <Input
              id={`${id}stopAfterDate`}
              type="date"
              value={schedule.stopAfterDate ?? ''}
              onChange={({ target }) => set({ stopAfterDate: target.value || undefined })}
            />,
          )}
      </div>
      {(schedule.onlyBetween ?? schedule.notBetween) !== undefined && (
        <p className={`quiet ${styles.note}`}>{words.hoursHelp}</p>
      )}
      {Object.keys(schedule).length > 0 && <SchedulePreview schedule={schedule} />}
    </>
  )
}

function whole(schedule: { readonly [Part in keyof Schedule]?: Schedule[Part] | undefined }): Schedule {
  return Object.fromEntries(Object.entries(schedule).filter(([, value]) => value !== undefined))
}

/** The next night, as the field for a moment has it. */
function tomorrow(): string {
  const day = new Date(Date.now() + 86_400_000)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}T02:00`
}
