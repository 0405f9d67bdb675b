import { FolderOutlined } from '@ant-design/icons'
import { useState } from 'react'
import type { JobFilters } from '#api/contract/filters.ts'
import { texts } from '../texts/texts.ts'
import { Filters, Words } from './filters.tsx'
import { TickEntries, type TickTreeState } from './tick-entries.tsx'
import { TickRow } from './tick-row.tsx'
import styles from './tick-tree.module.css'
import { ticksOf, type Ticks } from './ticks.ts'
import { keysToAct, Tree } from './tree.tsx'

const words = texts.ticks

export interface TickTreeProps {
  /** The source folder of a job, as it can be typed. */
  readonly source: string
  readonly filters: JobFilters
  readonly onChange: (filters: JobFilters) => void
}

/** The source folder as a tree in which folders and files are ticked: those that take part. */
export function TickTree({ source, filters, onChange }: TickTreeProps) {
  const [text, setText] = useState('')
  const [opened, setOpened] = useState<ReadonlySet<string>>(() => new Set([source]))
  const ticks = ticksOf(filters)
  const tree: TickTreeState = {
    ticks,
    text,
    isOpen: (location) => opened.has(location),
    onOpen: (location, isOpen) =>
      setOpened(new Set(isOpen ? [...opened, location] : [...opened].filter((one) => one !== location))),
    onToggle: (entry) => onChange(ticks.toggle(entry)),
  }
  return (
    <div className={styles.ticks}>
      <Filters>
        <Words label={words.search} value={text} onChange={(typed = '') => setText(typed)} />
      </Filters>
      <Tree label={words.tree} isFramed keys={keysToAct}>
        <TickRow
          entry={{ path: [], isFolder: true }}
          name={words.whole}
          icon={<FolderOutlined />}
          location={source}
          isFirst
          tree={tree}
        >
          <TickEntries folder={[]} location={source} tree={tree} />
        </TickRow>
      </Tree>
      <Besides {...ticks.others} />
    </div>
  )
}

/** What counts and cannot be shown by ticks. */
function Besides({ include, exclude }: Ticks['others']) {
  return (
    <>
      {include.length > 0 && <p className="quiet">{words.patternsTake(include)}</p>}
      {exclude.length > 0 && <p className="quiet">{words.patternsLeave(exclude)}</p>}
    </>
  )
}
