import { Link } from '@tanstack/react-router'
import { Tag } from 'antd'
import type { ReactNode } from 'react'
import { texts } from '../texts/texts.ts'
import styles from './job-cells.module.css'
import { Path } from './path.tsx'
import { isRunState, RunState } from './run-state.tsx'
import { Age } from './time.tsx'

/** A place in a table of jobs: two of them leave room for the runs. */
export function Place({ text }: { readonly text: string }) {
  return (
    <span className={styles.place}>
      <Path text={text} />
    </span>
  )
}

/** Behind the name of a job. */
export function Mark({ children, title }: { readonly children: ReactNode; readonly title?: string }) {
  return (
    <Tag title={title} className={styles.tag ?? ''}>
      {children}
    </Tag>
  )
}

interface LastRunProps {
  readonly run: { readonly id: string; readonly state: string; readonly finishedAt?: string | undefined } | undefined
  /** Its state leads to it. */
  readonly isLinked?: true
}

export function LastRun({ run, isLinked }: LastRunProps) {
  if (!run) return texts.jobs.neverRan
  const state = isRunState(run.state) && <RunState state={run.state} />
  return (
    <span className={styles.lastRun}>
      {isLinked ? (
        <Link to="/runs/$run" params={{ run: run.id }}>
          {state}
        </Link>
      ) : (
        state
      )}
      {run.finishedAt !== undefined && <Age at={run.finishedAt} />}
    </span>
  )
}
