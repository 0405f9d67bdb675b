import { Input } from 'antd'
import { useId, type ReactNode } from 'react'
import { jobFilters, typeGroups, type JobFilters as Filters } from '#api/contract/filters.ts'
import { texts } from '../texts/texts.ts'
import styles from './job-choices.module.css'
import { Tags } from './tags.tsx'

type Name = keyof typeof texts.filters

const names = Object.keys(texts.filters) as Name[]
const patterns: readonly Name[] = ['include', 'exclude']
const dates: readonly Name[] = ['modifiedAfter', 'modifiedBefore']
const groups = typeGroups.map((group) => ({ value: `group:${group}`, label: texts.typeGroups[group] }))

interface JobFiltersProps {
  readonly filters: Filters
  readonly onChange: (filters: Filters) => void
}

/** What a job leaves out: each filter with its sentence, as the contract has it. What is empty filters nothing. */
export function JobFilters({ filters, onChange }: JobFiltersProps) {
  const id = useId()
  const fieldOf = (name: Name): ReactNode => {
    if (isList(name)) {
      return (
        <Tags
          id={`${id}${name}`}
          value={[...(filters[name] ?? [])]}
          options={patterns.includes(name) ? groups : []}
          placeholder={texts.filterExamples[name]}
          onChange={(list: string[]) => onChange({ ...filters, [name]: list.length > 0 ? list : undefined })}
        />
      )
    }
    return (
      <Input
        id={`${id}${name}`}
        type={dates.includes(name) ? 'date' : 'text'}
        value={filters[name] ?? ''}
        placeholder={texts.filterExamples[name] ?? ''}
        autoComplete="off"
        onChange={({ target }) => onChange({ ...filters, [name]: target.value || undefined })}
      />
    )
  }
  return (
    <div className={styles.choices}>
      {names.map((name) => (
        <div key={name} className={styles.choice}>
          <label htmlFor={`${id}${name}`}>{texts.filters[name]}</label>
          {fieldOf(name)}
          <span className={styles.help}>{jobFilters.shape[name].description}</span>
        </div>
      ))}
    </div>
  )
}

type ListName = { [Key in Name]: Filters[Key] extends readonly string[] | undefined ? Key : never }[Name]

function isList(name: Name): name is ListName {
  return patterns.includes(name) || name === 'includeMetadata' || name === 'excludeMetadata'
}
