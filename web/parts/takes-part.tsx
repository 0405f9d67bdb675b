import { useState } from 'react'
import type { JobFilters } from '#api/contract/filters.ts'
import { useMe } from '../me.ts'
import { texts } from '../texts/texts.ts'
import { TickTree, type TickTreeProps } from './tick-tree.tsx'
import styles from './tick-tree.module.css'
import { ticksOf } from './ticks.ts'

const words = texts.ticks

/** Which sub-folders and files of a job's source take part, in a sentence; its tree is there once somebody opens it. */
export function TakesPart({ source, filters, onChange }: TickTreeProps) {
  const { may } = useMe()
  const [isOpen, setOpen] = useState(false)
  if (!may('content.list')) return null
  return (
    <details className={styles.part} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <strong>{words.title}</strong> <span className="quiet">{sentenceOf(filters)}</span>
      </summary>
      {isOpen && <TickTree key={source} source={source} filters={filters} onChange={onChange} />}
    </details>
  )
}

function sentenceOf(filters: JobFilters): string {
  const { of, taken, left } = ticksOf(filters)
  if (taken + left > 0) return words.count(taken, left)
  return of({ path: [], isFolder: true }) === 'none' ? words.nothing : words.everything
}
