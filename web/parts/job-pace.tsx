import { Input, Select } from 'antd'
import { useId, type ReactNode } from 'react'
import { jobPace, priorities, type JobPace as Pace } from '#api/contract/pace.ts'
import { texts } from '../texts/texts.ts'
import styles from './job-choices.module.css'
import { Tags } from './tags.tsx'

const words = texts.pace

interface JobPaceProps {
  readonly pace: Pace
  readonly onChange: (pace: Pace) => void
}

/** How much of the installation a job may take: each part with its sentence, as the contract has it. */
export function JobPace({ pace, onChange }: JobPaceProps) {
  const id = useId()
  const part = (name: keyof Pace, field: ReactNode) => (
    <div className={styles.choice}>
      <label htmlFor={`${id}${name}`}>{words.parts[name]}</label>
      {field}
      <span className={styles.help}>{jobPace.shape[name].meta()?.description}</span>
    </div>
  )
  const set = (change: { readonly [Part in keyof Pace]?: Pace[Part] | undefined }) => {
    const next = Object.entries({ ...pace, ...change }).filter(([, value]) => value !== undefined)
    onChange(Object.fromEntries(next))
  }
  return (
    <div className={styles.choices}>
      {part(
        'priority',
        <Select
          id={`${id}priority`}
          value={pace.priority ?? 'normal'}
          options={priorities.map((value) => ({ value, label: words.priorities[value] }))}
          onChange={(priority) => set({ priority: priority === 'normal' ? undefined : priority })}
        />,
      )}
      {part(
        'bandwidth',
        <Input
          id={`${id}bandwidth`}
          value={pace.bandwidth ?? ''}
          placeholder="10 MB"
          autoComplete="off"
          onChange={({ target }) => set({ bandwidth: target.value || undefined })}
        />,
      )}
      {part(
        'bandwidthBetween',
        <Tags
          id={`${id}bandwidthBetween`}
          value={[...(pace.bandwidthBetween ?? [])]}
          placeholder="mon-fri 08:00-18:00 2 MB"
          onChange={(hours: string[]) => set({ bandwidthBetween: hours.length > 0 ? hours : undefined })}
        />,
      )}
    </div>
  )
}
