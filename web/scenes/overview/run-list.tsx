import { Link } from '@tanstack/react-router'
import type { RunView } from '#api/contract/runs.ts'
import { rangeOf } from '../../parts/duration.ts'
import { ItemsBar } from '../../parts/run-progress.tsx'
import { RunState } from '../../parts/run-state.tsx'
import { Age, Time } from '../../parts/time.tsx'
import { texts } from '../../texts/texts.ts'
import styles from './overview.module.css'

interface RunListProps {
  readonly label: string
  readonly runs: readonly RunView[]
  /** Of all there are, where not all are shown. */
  readonly count?: number
  /** Said when there are none. */
  readonly none: string
}

/** Runs in short: where they are, of what job, how far. */
export function RunList({ label, runs, count = runs.length, none }: RunListProps) {
  if (runs.length === 0) return <p className={styles.none}>{none}</p>
  return (
    <ul className={styles.list} aria-label={label}>
      {runs.map((run) => (
        <RunLine key={run.id} run={run} />
      ))}
      {count > runs.length && <li className={styles.none}>{texts.overview.andMore(count - runs.length)}</li>}
    </ul>
  )
}

export function RunLine({ run }: { readonly run: RunView }) {
  const { id, job, state, eta, finishedAt } = run
  return (
    <li>
      <span>
        <RunState state={state} />
      </span>
      <span>
        <Link to="/runs/$run" params={{ run: id }} className={styles.name} title={job.name}>
          {job.name}
        </Link>
        <div className={styles.sentence}>
          {sentenceOf(run)}
          {run.waiting?.until !== undefined && (
            <>
              {' · '}
              {texts.overview.until} <Time at={run.waiting.until} />
            </>
          )}
        </div>
      </span>
      <span>
        <ItemsBar run={run} />
        <span className={styles.sentence}>
          {eta && texts.overview.left(rangeOf(eta.lowMs, eta.highMs))}
          {finishedAt !== undefined && <Age at={finishedAt} />}
        </span>
      </span>
    </li>
  )
}

function sentenceOf({ waiting, failure, states, kind }: RunView): string {
  const flagged = states.flagged.items
  return [
    texts.runs.kinds[kind],
    ...(flagged > 0 ? [texts.overview.flagged(texts.run.loaded(flagged))] : []),
    ...(waiting ? [waiting.reason] : []),
    ...(failure === undefined ? [] : [failure]),
  ].join(' · ')
}
