import type { ReactNode } from 'react'
import type { RunView } from '#api/contract/runs.ts'
import { durationOf, rangeOf } from '../../parts/duration.ts'
import { Facts } from '../../parts/facts.tsx'
import { doneOf, sentenceOf } from '../../parts/run-progress.tsx'
import { hasEnded, runStates } from '../../parts/run-state.tsx'
import { sizeOf } from '../../parts/size.ts'
import { StatesBar } from '../../parts/states-bar.tsx'
import { Age, Time } from '../../parts/time.tsx'
import { texts } from '../../texts/texts.ts'
import styles from './run.module.css'

const words = texts.run

/** How far a run is, how long it still takes and why, and what it has used. */
export function Standing({ run }: { readonly run: RunView }) {
  const { kind, retries, seen, isScanned, moved, verified, removed, olderVersions, startedAt, finishedAt } = run
  const items = sentenceOf(run)
  const bytes =
    kind === 'simulation'
      ? sizeOf(seen.bytes)
      : texts.runs.bytesOf(sizeOf(doneOf(run, 'bytes')), sizeOf(seen.bytes), isScanned)
  return (
    <div className={styles.card}>
      <div className={styles.bars}>
        <div className={styles.bar}>
          <span className={styles.caption}>
            <span>{words.items}</span>
            <span>{items}</span>
          </span>
          <StatesBar label={items} run={run} count="items" />
        </div>
        <div className={styles.bar}>
          <span className={styles.caption}>
            <span>{words.bytes}</span>
            <span>{bytes}</span>
          </span>
          <StatesBar label={bytes} run={run} count="bytes" />
        </div>
      </div>
      <Facts
        facts={[
          [texts.mapping.runs.jobs, jobsBelow(run)],
          [words.retries, retries === undefined ? undefined : words.loaded(retries)],
          [words.left, hasEnded(run.state) ? undefined : left(run)],
          [words.wouldTake, estimate(run)],
          [words.calls, calls(run)],
          [words.moved, kind === 'run' ? sizeOf(moved.bytes) : undefined],
          [words.olderVersions, olderVersions && words.olderOf(olderVersions)],
          [words.removed[kind], removed.items > 0 ? words.loaded(removed.items) : undefined],
          [words.verified, kind === 'run' ? words.loaded(verified) : undefined],
          [words.started, startedAt === undefined ? undefined : <Age at={startedAt} />],
          [words.startedBy, starterOf(run)],
          [words.ended, finishedAt === undefined ? undefined : <Time at={finishedAt} />],
          [
            words.took,
            startedAt !== undefined && finishedAt !== undefined
              ? durationOf(Date.parse(finishedAt) - Date.parse(startedAt))
              : undefined,
          ],
        ]}
      />
    </div>
  )
}

function jobsBelow({ children }: RunView): ReactNode {
  if (!children) return undefined
  const states = runStates.filter((state) => (children.states[state] ?? 0) > 0)
  return texts.mapping.runs.counts(
    children.runs,
    states.map((state) => texts.counted(children.states[state] ?? 0, texts.runStates[state].toLowerCase())),
  )
}

function starterOf({ startedBy }: RunView): ReactNode {
  if (!startedBy) return undefined
  const { kind, name } = startedBy
  if (kind === 'person') return name
  return kind === 'token' ? `${name} (${words.starters.token})` : words.starters[kind]
}

function left({ eta }: RunView): ReactNode {
  return eta ? withReason(rangeOf(eta.lowMs, eta.highMs), eta.reason) : words.leftUnknown
}

function estimate({ estimate: taken }: RunView): ReactNode {
  return taken && withReason(words.wouldNeed(taken.calls, rangeOf(taken.lowMs, taken.highMs)), taken.reason)
}

function calls({ calls: counted }: RunView): ReactNode {
  if (!counted) return undefined
  const { used, limit, left: unused, resetsAt } = counted
  if (unused === undefined || limit === undefined) return words.callsUsed(used)
  return withReason(
    words.callsOf(unused, limit),
    resetsAt !== undefined && (
      <>
        {words.fullAgain} <Time at={resetsAt} />
      </>
    ),
  )
}

function withReason(what: string, reason: ReactNode): ReactNode {
  return (
    <>
      {what} {Boolean(reason) && <span className="quiet">· {reason}</span>}
    </>
  )
}
