import { Link } from '@tanstack/react-router'
import type { JobView } from '#api/contract/jobs.ts'
import cut from '../../parts/cut.module.css'
import { LastRun, Mark, Place } from '../../parts/job-cells.tsx'
import type { Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { texts } from '../../texts/texts.ts'
import styles from './jobs.module.css'
import { NextRun } from './next-run.tsx'

const words = texts.jobs

export const columns: readonly Column<JobView>[] = [
  {
    key: 'name',
    title: words.name,
    render: ({ id, name, category, archivedAt, children, left }) => (
      <>
        <Link to="/jobs/$job" params={{ job: id }} className={`${cut.cut} ${styles.name}`} title={name}>
          {name}
        </Link>
        {children !== undefined && <span className={styles.children}>{texts.mapping.counted(children)}</span>}
        {left && <Mark title={left.why}>{texts.mapping.children.gone}</Mark>}
        {archivedAt !== undefined && <Mark>{texts.job.archived}</Mark>}
        {category !== undefined && (
          <Link to="/jobs" search={{ category }} className={styles.category}>
            {category}
          </Link>
        )}
      </>
    ),
  },
  { key: 'from', title: words.from, render: ({ source }) => <Place text={source} /> },
  { key: 'to', title: words.to, render: ({ destination }) => <Place text={destination} /> },
  {
    key: 'lastRun',
    title: words.lastRun,
    render: ({ lastRun }) => <LastRun run={lastRun} />,
  },
  { key: 'nextRun', title: words.nextRun, render: (job) => <NextRun job={job} /> },
  { key: 'created', title: words.created, render: ({ createdAt }) => <Time at={createdAt} /> },
]
