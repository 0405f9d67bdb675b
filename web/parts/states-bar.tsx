import type { RunView } from '#api/contract/runs.ts'
import { itemStates, toneOf } from './item-state.tsx'
import styles from './states-bar.module.css'

interface StatesBarProps {
  /** What is counted, for screen readers: “Items: 40 of 44”. */
  readonly label: string
  readonly run: Pick<RunView, 'kind' | 'states'>
  readonly count: 'items' | 'bytes'
}

/** How many there are of each state, as parts of one bar; what is still to do stays empty, but for what is only planned. */
export function StatesBar({ label, run: { kind, states }, count }: StatesBarProps) {
  const all = Math.max(
    1,
    itemStates.reduce((sum, state) => sum + states[state][count], 0),
  )
  return (
    <div className={styles.bar} role="img" aria-label={label}>
      {itemStates
        .filter((state) => (state !== 'pending' || kind === 'simulation') && states[state][count] > 0)
        .map((state) => (
          <span
            key={state}
            className={`${styles.part} ${state === 'pending' ? styles.planned : styles[toneOf(state)]}`}
            style={{ width: `${(states[state][count] / all) * 100}%` }}
          />
        ))}
    </div>
  )
}
