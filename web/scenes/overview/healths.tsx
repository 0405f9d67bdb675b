import { Link } from '@tanstack/react-router'
import type { Overview } from '#api/contract/overview.ts'
import { healthStates, HealthCount } from '../../parts/health.tsx'
import { Panel } from '../../parts/panel.tsx'
import { texts } from '../../texts/texts.ts'
import styles from './overview.module.css'

/** How many connections are how. */
export function Healths({ healths }: Pick<Overview['connections'], 'healths'>) {
  return (
    <Panel title={texts.overview.connections}>
      <ul className={styles.healths}>
        {healths
          .toSorted((one, other) => healthStates.indexOf(one.health) - healthStates.indexOf(other.health))
          .map(({ health, count }) => (
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
