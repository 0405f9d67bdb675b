import { Link } from '@tanstack/react-router'
import type { ConnectionView } from '#api/contract/connections.ts'
import { healthStates, HealthCount } from '../../parts/health.tsx'
import { Panel } from '../../parts/panel.tsx'
import { texts } from '../../texts/texts.ts'
import styles from './overview.module.css'

/** How many connections are how. */
export function Healths({ connections }: { readonly connections: readonly ConnectionView[] }) {
  return (
    <Panel title={texts.overview.connections}>
      <ul className={styles.healths}>
        {healthStates
          .map((health) => [health, connections.filter((one) => one.health === health).length] as const)
          .filter(([, count]) => count > 0)
          .map(([health, count]) => (
            <li key={health}>
              <Link to="/connections" search={{ health }}>
                <HealthCount health={health} count={count} />
              </Link>
            </li>
          ))}
      </ul>
    </Panel>
  )
}
