import { getRouteApi } from '@tanstack/react-router'
import { Button } from 'antd'
import type { RunView } from '#api/contract/runs.ts'
import { ItemState } from '../../parts/item-state.tsx'
import { Panel } from '../../parts/panel.tsx'
import { texts } from '../../texts/texts.ts'
import { RetryIgnored } from './retry-ignored.tsx'
import styles from './run.module.css'

const words = texts.run
const here = getRouteApi('/inside/runs/$run')

/** What needs a person comes first. */
const order = ['flagged', 'retrying', 'revised', 'ignored', 'pending', 'succeeded'] as const

/** Why items are in their states, the weightiest first. */
export function Reasons({ run }: { readonly run: RunView }) {
  const { reasons } = run
  const navigate = here.useNavigate()
  if (reasons.length === 0) return null
  const sorted = [...reasons].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || b.items - a.items)
  return (
    <Panel title={words.reasons}>
      <ul className={styles.reasons}>
        {sorted.map(({ state, reason, words: why, items }) => (
          <li key={`${state} ${reason}`}>
            <ItemState state={state} />
            <span>{words.reasonOf(items, why)}</span>
            {reason === 'ignored-by-decision' && run.children === undefined && <RetryIgnored run={run} items={items} />}
            {/* The items of many jobs stand with each of them, and unchanged ones with the run that copied them. */}
            {run.children === undefined && reason !== 'unchanged' && (
              <Button
                size="small"
                type="text"
                aria-label={`${words.showThese}: ${words.reasonOf(items, why)}`}
                onClick={() => void navigate({ search: { state, reason }, resetScroll: false })}
              >
                {words.showThese}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
