import { Link } from '@tanstack/react-router'
import type { ChildView } from '#api/contract/children.ts'
import cut from '../../parts/cut.module.css'
import { LastRun, Mark, Place } from '../../parts/job-cells.tsx'
import { sizeOf } from '../../parts/size.ts'
import type { Column } from '../../parts/table.tsx'
import { texts } from '../../texts/texts.ts'

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
        {left && <Mark title={left.why}>{words.children.gone}</Mark>}
      </>
    ),
  },
  { key: 'from', title: words.from, render: ({ source }) => <Place text={source} /> },
  { key: 'to', title: words.to, render: ({ destination }) => <Place text={destination} /> },
  {
    key: 'lastRun',
    title: words.lastRun,
    render: ({ lastRun }) => <LastRun run={lastRun} isLinked />,
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
