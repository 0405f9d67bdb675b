import { Link } from '@tanstack/react-router'
import type { RunView } from '#api/contract/runs.ts'
import { texts } from '../texts/texts.ts'
import cut from './cut.module.css'
import { durationOf } from './duration.ts'
import styles from './run-columns.module.css'
import { ItemsBar } from './run-progress.tsx'
import { RunState } from './run-state.tsx'
import { sizeOf } from './size.ts'
import type { Column } from './table.tsx'
import { Age } from './time.tsx'

const words = texts.runs

const started: Column<RunView> = {
  key: 'started',
  title: words.started,
  render: ({ startedAt, createdAt }) => <Age at={startedAt ?? createdAt} />,
}

const facts: readonly Column<RunView>[] = [
  {
    key: 'state',
    title: words.state,
    render: ({ state, waiting }) => (
      <span title={waiting && words.waitsFor(waiting.reason)}>
        <RunState state={state} />
      </span>
    ),
  },
  { key: 'kind', title: words.kind, render: ({ kind }) => words.kinds[kind] },
  { key: 'progress', title: words.progress, render: (run) => <ItemsBar run={run} /> },
  { key: 'moved', title: words.moved, align: 'right', render: ({ moved }) => sizeOf(moved.bytes) },
]

const took: Column<RunView> = {
  key: 'took',
  title: words.took,
  align: 'right',
  render: ({ startedAt, finishedAt }) =>
    startedAt === undefined || finishedAt === undefined
      ? '–'
      : durationOf(Date.parse(finishedAt) - Date.parse(startedAt)),
}

/** What lists of runs tell of each. */
export const runColumns: readonly Column<RunView>[] = [
  {
    key: 'job',
    title: words.job,
    render: ({ id, job }) => (
      <Link to="/runs/$run" params={{ run: id }} className={`${cut.cut} ${styles.job}`} title={job.name}>
        {job.name}
      </Link>
    ),
  },
  ...facts,
  started,
  took,
]

/** The same where all are of one job. */
export const runColumnsOfJob: readonly Column<RunView>[] = [
  {
    key: 'started',
    title: words.started,
    render: (run) => (
      <Link to="/runs/$run" params={{ run: run.id }}>
        {started.render(run)}
      </Link>
    ),
  },
  ...facts,
  took,
]
