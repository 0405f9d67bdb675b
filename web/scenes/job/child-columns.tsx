import { Link } from '@tanstack/react-router'
import { Tag } from 'antd'
import type { ChildView } from '#api/contract/children.ts'
import cut from '../../parts/cut.module.css'
import { Path } from '../../parts/path.tsx'
import { RunState } from '../../parts/run-state.tsx'
import { sizeOf } from '../../parts/size.ts'
import type { Column } from '../../parts/table.tsx'
import { Age } from '../../parts/time.tsx'
import { texts } from '../../texts/texts.ts'
import styles from './job.module.css'

const words = texts.mapping
const count = (number: number) => number.toLocaleString('en-GB')

export const childColumns: readonly Column<ChildView>[] = [
  {
    key: 'name',
    title: words.name,
    render: ({ job, name, left }) => (
      <>
        <Link to="/jobs/$job" params={{ job }} className={cut.cut} title={name}>
          {name}
        </Link>
        {left && (
          <Tag title={left.why} className={styles.tag ?? ''}>
            {words.children.gone}
          </Tag>
        )}
      </>
    ),
  },
  { key: 'from', title: words.from, render: ({ source }) => place(source) },
  { key: 'to', title: words.to, render: ({ destination }) => place(destination) },
  {
    key: 'lastRun',
    title: words.lastRun,
    render: ({ lastRun }) =>
      lastRun ? (
        <span className={styles.lastRun}>
          <Link to="/runs/$run" params={{ run: lastRun.id }}>
            <RunState state={lastRun.state} />
          </Link>
          {lastRun.finishedAt !== undefined && <Age at={lastRun.finishedAt} />}
        </span>
      ) : (
        texts.jobs.neverRan
      ),
  },
  {
    key: 'items',
    title: words.items,
    align: 'right',
    render: ({ states }) => count(Object.values(states).reduce((sum, items) => sum + items, 0)),
  },
  { key: 'moved', title: words.moved, align: 'right', render: ({ moved }) => sizeOf(moved.bytes) },
  { key: 'flagged', title: words.flagged, align: 'right', render: ({ flagged }) => count(flagged) },
]

/** Two of them leave room for the runs. */
function place(text: string) {
  return (
    <span className={styles.place}>
      <Path text={text} />
    </span>
  )
}
