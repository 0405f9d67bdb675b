import type { RunView } from '#api/contract/runs.ts'
import { texts } from '../texts/texts.ts'
import { StatesBar } from './states-bar.tsx'
import styles from './run-progress.module.css'

const words = texts.runs

/** How many of a run's items have come to an end, as a bar and in words. */
export function ItemsBar({ run }: { readonly run: RunView }) {
  const sentence = sentenceOf(run)
  return (
    <div className={styles.progress}>
      <StatesBar label={sentence} run={run} count="items" />
      <span className={styles.words}>{sentence}</span>
    </div>
  )
}

/** “40 of 44 items”; a simulation has looked at them, and done nothing. */
export function sentenceOf(run: RunView): string {
  const { kind, seen, isScanned } = run
  return kind === 'simulation' ? words.lookedAt(seen.items) : words.itemsOf(doneOf(run, 'items'), seen.items, isScanned)
}

/** What has come to an end: all but those that are still to be done. */
export function doneOf({ seen, states }: RunView, count: 'items' | 'bytes'): number {
  return seen[count] - states.pending[count] - states.retrying[count]
}
