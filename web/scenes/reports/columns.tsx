import { Link } from '@tanstack/react-router'
import type { TotalView } from '#api/contract/totals.ts'
import cut from '../../parts/cut.module.css'
import { sizeOf } from '../../parts/size.ts'
import type { Column } from '../../parts/table.tsx'
import { Age } from '../../parts/time.tsx'
import { texts } from '../../texts/texts.ts'
import styles from './reports.module.css'

const words = texts.reports
const count = (number: number) => number.toLocaleString('en-GB')

export const totalColumns: readonly Column<TotalView>[] = [
  {
    key: 'name',
    title: words.name,
    render: ({ job, name }) =>
      job !== undefined ? (
        <Link to="/jobs/$job" params={{ job }} className={`${cut.cut} ${styles.name}`} title={name}>
          {name}
        </Link>
      ) : name === '' ? (
        words.withoutCategory
      ) : (
        <Link to="/jobs" search={{ category: name }} className={cut.cut} title={name}>
          {name}
        </Link>
      ),
  },
  {
    key: 'category',
    title: words.category,
    render: ({ job, category }) => (job === undefined ? '–' : (category ?? '–')),
  },
  { key: 'jobs', title: words.jobs, align: 'right', render: ({ jobs }) => count(jobs) },
  { key: 'runs', title: words.runs, align: 'right', render: ({ runs }) => count(runs) },
  { key: 'items', title: words.items, align: 'right', render: ({ moved }) => count(moved.items) },
  { key: 'moved', title: words.moved, align: 'right', render: ({ moved }) => sizeOf(moved.bytes) },
  { key: 'verified', title: words.verified, align: 'right', render: ({ verified }) => count(verified) },
  { key: 'flagged', title: words.flagged, align: 'right', render: ({ flagged }) => count(flagged) },
  { key: 'ignored', title: words.ignored, align: 'right', render: ({ ignored }) => count(ignored) },
  {
    key: 'lastEnd',
    title: words.lastEnd,
    render: ({ lastEnd }) => (lastEnd === undefined ? words.never : <Age at={lastEnd} />),
  },
]
