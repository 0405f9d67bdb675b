import { Link } from '@tanstack/react-router'
import { Tag } from 'antd'
import type { JobView } from '#api/contract/jobs.ts'
import { Path } from '../../parts/path.tsx'
import { isRunState, RunState } from '../../parts/run-state.tsx'
import type { Column } from '../../parts/table.tsx'
import { Age, Time } from '../../parts/time.tsx'
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
        <Link to="/jobs/$job" params={{ job: id }} className={styles.name} title={name}>
          {name}
        </Link>
        {children !== undefined && <span className={styles.children}>{texts.mapping.counted(children)}</span>}
        {left && (
          <Tag title={left.why} className={styles.tag ?? ''}>
            {texts.mapping.children.gone}
          </Tag>
        )}
        {archivedAt !== undefined && <Tag className={styles.tag ?? ''}>{texts.job.archived}</Tag>}
        {category !== undefined && (
          <Link to="/jobs" search={{ category }} className={styles.category}>
            {category}
          </Link>
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
          {isRunState(lastRun.state) && <RunState state={lastRun.state} />}
          {lastRun.finishedAt !== undefined && <Age at={lastRun.finishedAt} />}
        </span>
      ) : (
        words.neverRan
      ),
  },
  { key: 'nextRun', title: words.nextRun, render: (job) => <NextRun job={job} /> },
  { key: 'created', title: words.created, render: ({ createdAt }) => <Time at={createdAt} /> },
]

/** Two of them leave room for the runs. */
function place(text: string) {
  return (
    <span className={styles.place}>
      <Path text={text} />
    </span>
  )
}
