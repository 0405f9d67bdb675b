import { Input, Radio } from 'antd'
import { useId } from 'react'
import type { ConnectionView } from '#api/contract/connections.ts'
import { jobMapping } from '#api/contract/mapping.ts'
import { MappingNames } from '../../parts/mapping-names.tsx'
import { MappingRows } from '../../parts/mapping-rows.tsx'
import { locationOf } from '../../parts/place-of.ts'
import { TakesPart } from '../../parts/takes-part.tsx'
import { texts } from '../../texts/texts.ts'
import { isChosen, type Draft } from './draft.ts'
import styles from './new-job.module.css'
import { Place } from './place.tsx'
import { isWholeSource, type Spread } from './spread.ts'

const words = texts.mapping
const ways = ['one', 'folder', 'project', 'row'] as const

interface FromProps {
  readonly connections: readonly ConnectionView[]
  readonly draft: Draft
  readonly onChange: (change: Partial<Draft>) => void
}

/** Where a job copies from: one folder, or each of many folders, projects or rows. */
export function From({ connections, draft: { source, spread, filters }, onChange }: FromProps) {
  const id = useId()
  const change = (next: Partial<Spread>) => onChange({ spread: { ...spread, ...next } })
  const changeParts = (parts: Spread['parts']) => change({ parts })
  return (
    <div className={styles.place}>
      <Radio.Group
        className={styles.spread ?? ''}
        aria-label={words.spread.label}
        value={spread.from}
        options={ways.map((value) => ({ value, label: words.spread[value] }))}
        onChange={({ target }) => change({ from: target.value as Spread['from'] })}
      />
      <p className="quiet">{words.spreadHelp[spread.from]}</p>
      <Place
        connections={connections}
        value={source}
        isWhole={isWholeSource(spread)}
        onChange={(next) => onChange({ source: next })}
      />
      {spread.from === 'one' && isChosen(source) && source.folder !== undefined && (
        <TakesPart source={locationOf(source)} filters={filters} onChange={(next) => onChange({ filters: next })} />
      )}
      {spread.from === 'row' && <MappingRows parts={spread.parts} onChange={changeParts} />}
      {(spread.from === 'folder' || spread.from === 'project') && (
        <>
          <MappingNames each={spread.from} parts={spread.parts} onChange={changeParts} />
          <div>
            <label htmlFor={`${id}from`}>{`${words.parts.from} (${texts.optional})`}</label>
            <Input
              id={`${id}from`}
              autoComplete="off"
              value={spread.parts.from ?? ''}
              placeholder={words.examples.from}
              onChange={({ target }) => changeParts({ ...spread.parts, from: target.value || undefined })}
            />
            <span className={styles.help}>{jobMapping.shape.from.description}</span>
          </div>
        </>
      )}
    </div>
  )
}
