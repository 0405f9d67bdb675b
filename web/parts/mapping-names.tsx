import { Checkbox, Input } from 'antd'
import { useId } from 'react'
import { jobMapping, type JobMapping } from '#api/contract/mapping.ts'
import { texts } from '../texts/texts.ts'
import styles from './job-choices.module.css'
import { Tags } from './tags.tsx'

const words = texts.mapping
const { shape } = jobMapping

export type MappingParts = Omit<JobMapping, 'each'>

interface MappingNamesProps {
  readonly each: JobMapping['each']
  readonly parts: MappingParts
  readonly onChange: (parts: MappingParts) => void
}

/** Which folders or projects a mapping job takes, by name, state and company. */
export function MappingNames({ each, parts, onChange }: MappingNamesProps) {
  const id = useId()
  const patterns = (name: 'names' | 'except') => (
    <div className={styles.choice}>
      <label htmlFor={`${id}${name}`}>{words.parts[name]}</label>
      <Tags
        id={`${id}${name}`}
        open={false}
        suffixIcon={null}
        value={[...(parts[name] ?? [])]}
        placeholder={words.examples[name]}
        onChange={(typed: string[]) => onChange({ ...parts, [name]: typed.length > 0 ? typed : undefined })}
      />
      <span className={styles.help}>{shape[name].description}</span>
    </div>
  )
  return (
    <div className={styles.choices}>
      {patterns('names')}
      {patterns('except')}
      {each === 'project' && (
        <>
          <div className={styles.choice}>
            <label htmlFor={`${id}company`}>{words.parts.company}</label>
            <Input
              id={`${id}company`}
              value={parts.company ?? ''}
              autoComplete="off"
              onChange={({ target }) => onChange({ ...parts, company: target.value || undefined })}
            />
            <span className={styles.help}>{shape.company.description}</span>
          </div>
          <div className={styles.choice}>
            <Checkbox
              checked={parts.activeOnly ?? false}
              onChange={({ target }) => onChange({ ...parts, activeOnly: target.checked || undefined })}
            >
              {words.parts.activeOnly}
            </Checkbox>
            <span className={styles.help}>{shape.activeOnly.description}</span>
          </div>
        </>
      )}
    </div>
  )
}
