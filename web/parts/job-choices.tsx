import { Select } from 'antd'
import { useId } from 'react'
import { jobOptions, type NewJob } from '#api/contract/jobs.ts'
import { texts } from '../texts/texts.ts'
import styles from './job-choices.module.css'

export type ChosenOptions = NonNullable<NewJob['options']>
type Name = keyof typeof texts.choices

const shapes = jobOptions.shape
const defaults = jobOptions.parse({})

interface JobChoicesProps {
  readonly chosen: ChosenOptions
  readonly onChange: (chosen: ChosenOptions) => void
  /** Those to choose, else all. */
  readonly names?: readonly Name[]
}

/** What a job does in special cases: each choice with its sentence and default, as the contract has them. */
export function JobChoices({ chosen, onChange, names = Object.keys(texts.choices) as Name[] }: JobChoicesProps) {
  const id = useId()
  return (
    <div className={styles.choices}>
      {names.map((name) => (
        <div key={name} className={styles.choice}>
          <label htmlFor={`${id}${name}`}>{texts.choices[name]}</label>
          <Select
            id={`${id}${name}`}
            value={chosen[name] ?? defaults[name]}
            options={shapes[name]
              .unwrap()
              .options.map((value) => ({ value, label: texts.choiceValues[value] ?? value }))}
            popupMatchSelectWidth={false}
            onChange={(value) => onChange({ ...chosen, [name]: value })}
          />
          <span className={styles.help}>{shapes[name].description}</span>
        </div>
      ))}
    </div>
  )
}
