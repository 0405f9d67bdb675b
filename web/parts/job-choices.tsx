import { InputNumber, Select } from 'antd'
import { useId } from 'react'
import { jobOptions, takenBy, type NewJob } from '#api/contract/jobs.ts'
import { texts } from '../texts/texts.ts'
import { choiceLabel } from './choice-label.ts'
import styles from './job-choices.module.css'

export type ChosenOptions = NonNullable<NewJob['options']>
type Name = keyof typeof texts.choices

const defaults = jobOptions.parse({})
const words = texts.newestVersions

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
          <Choice
            id={`${id}${name}`}
            name={name}
            value={chosen[name] ?? defaults[name]}
            onChange={(value) => onChange({ ...chosen, [name]: value })}
          />
          <span className={styles.help}>{jobOptions.shape[name].description}</span>
        </div>
      ))}
    </div>
  )
}

interface ChoiceProps {
  readonly id: string
  readonly name: Name
  readonly value: string | number
  readonly onChange: (value: string | number) => void
}

const number = 'number'

/** One of a few words or, where the choice takes one, a whole number. */
function Choice({ id, name, value, onChange }: ChoiceProps) {
  const taken = takenBy(name)
  const options = taken.words.map((word) => ({ value: word, label: choiceLabel(name, word) }))
  const isNumber = typeof value === 'number'
  return (
    <span className={styles.row}>
      <Select
        id={id}
        value={isNumber ? number : value}
        options={taken.takesNumber ? [...options, { value: number, label: words.choose }] : options}
        popupMatchSelectWidth={false}
        onChange={(next: string) => onChange(next === number ? words.usual : next)}
      />
      {isNumber && (
        <InputNumber<number>
          aria-label={words.label}
          value={value}
          min={1}
          max={1000}
          precision={0}
          onChange={(next) => onChange(next ?? words.usual)}
        />
      )}
    </span>
  )
}
