import { Link } from '@tanstack/react-router'
import type { ConnectionView } from '#api/contract/connections.ts'
import type { RunView } from '#api/contract/runs.ts'
import { Health, type HealthState } from '../../parts/health.tsx'
import { Panel } from '../../parts/panel.tsx'
import { texts } from '../../texts/texts.ts'
import styles from './overview.module.css'
import { RunLine } from './run-list.tsx'

const words = texts.overview

const needy: readonly HealthState[] = ['sign-in-needed', 'permission-missing', 'failing']

interface NeedsProps {
  readonly connections: readonly ConnectionView[]
  readonly runs: readonly RunView[]
  /** How many items of all jobs. */
  readonly flagged: number
}

/** What waits for somebody's hand. */
export function Needs({ connections, runs, flagged }: NeedsProps) {
  const broken = connections.filter(({ health, isDisabled }) => !isDisabled && needy.includes(health))
  return (
    <Panel
      title={words.needs}
      {...(flagged > 0 && { actions: <Link to="/flagged">{words.flaggedItems(flagged)}</Link> })}
    >
      {broken.length === 0 && runs.length === 0 ? (
        <p className={styles.none}>{flagged > 0 ? words.needsFlagged : words.needsNone}</p>
      ) : (
        <ul className={styles.list} aria-label={words.needs}>
          {broken.map((connection) => (
            <li key={`connection ${connection.id}`}>
              <span>
                <Health {...connection} />
              </span>
              <span>
                <Link
                  to="/connections/$connection"
                  params={{ connection: connection.id }}
                  className={styles.name}
                  title={connection.name}
                >
                  {connection.name}
                </Link>
                <div className={styles.sentence}>{connection.healthReason}</div>
              </span>
            </li>
          ))}
          {runs.map((run) => (
            <RunLine key={`run ${run.id}`} run={run} />
          ))}
        </ul>
      )}
    </Panel>
  )
}
