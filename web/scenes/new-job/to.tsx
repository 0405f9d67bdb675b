import { Input, Radio } from 'antd'
import { useId } from 'react'
import type { ConnectionView } from '#api/contract/connections.ts'
import { jobMapping } from '#api/contract/mapping.ts'
import { MappingNames } from '../../parts/mapping-names.tsx'
import { texts } from '../../texts/texts.ts'
import type { Draft } from './draft.ts'
import styles from './new-job.module.css'
import { Place } from './place.tsx'
import { eachOf, isWholeDestination, type Spread } from './spread.ts'

const words = texts.mapping
const goals = ['one', 'projects'] as const

interface ToProps {
  readonly connections: readonly ConnectionView[]
  readonly draft: Draft
  readonly onChange: (change: Partial<Draft>) => void
}

/** Where a job copies to: a folder, or projects of a connection. */
export function To({ connections, draft: { destination, spread }, onChange }: ToProps) {
  const id = useId()
  const each = eachOf(spread)
  const change = (next: Partial<Spread>) => onChange({ spread: { ...spread, ...next } })
  const changeParts = (parts: Spread['parts']) => change({ parts })
  return (
    <div className={styles.place}>
      {spread.from !== 'row' && (
        <>
          <Radio.Group
            className={styles.spread ?? ''}
            aria-label={words.goal.label}
            value={spread.to}
            options={goals.map((value) => ({ value, label: words.goal[value] }))}
            onChange={({ target }) => change({ to: target.value as Spread['to'] })}
          />
          <p className="quiet">{helpOf(spread)}</p>
        </>
      )}
      <Place
        connections={connections}
        value={destination}
        isWhole={isWholeDestination(spread)}
        mayBeNew
        onChange={(next) => onChange({ destination: next })}
      />
      {spread.from === 'one' && each !== undefined && (
        <MappingNames each={each} parts={spread.parts} onChange={changeParts} />
      )}
      {each !== undefined && each !== 'row' && (
        <div>
          <label htmlFor={`${id}to`}>{`${words.parts.to} (${texts.optional})`}</label>
          <Input
            id={`${id}to`}
            autoComplete="off"
            value={spread.parts.to ?? ''}
            placeholder={isWholeDestination(spread) ? words.examples.from : words.examples.to}
            onChange={({ target }) => changeParts({ ...spread.parts, to: target.value || undefined })}
          />
          <span className={styles.help}>{jobMapping.shape.to.description}</span>
        </div>
      )}
    </div>
  )
}

function helpOf({ from, to }: Spread): string {
  if (to === 'projects') return from === 'one' ? words.goalHelp.into : words.goalHelp.ofName
  return from === 'one' ? words.goalHelp.one : words.goalHelp.each
}
