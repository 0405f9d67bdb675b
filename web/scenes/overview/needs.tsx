import { useQueries, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Overview } from '#api/contract/overview.ts'
import { Failed } from '../../parts/failed.tsx'
import { Health, type HealthState } from '../../parts/health.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Panel } from '../../parts/panel.tsx'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'
import styles from './overview.module.css'
import { RunLine } from './run-list.tsx'

const words = texts.overview

const needy: readonly HealthState[] = ['sign-in-needed', 'permission-missing', 'failing']
const shownOfEach = 5

interface NeedsProps {
  readonly healths: Overview['connections']['healths']
  readonly runs: Overview['runs']['needing']
}

/** Connections that need somebody, some of each kind. */
export function useBroken(healths: NeedsProps['healths']) {
  const inNeed = healths.filter(({ health }) => needy.includes(health))
  const pages = useQueries({
    queries: inNeed.map(({ health }) => reading('listConnections', { health, limit: shownOfEach })),
  })
  return { inNeed, pages, isPending: pages.some(({ isPending }) => isPending) }
}

/** What waits for somebody's hand: items, connections, runs. */
export function Needs({ healths, runs: { runs, count } }: NeedsProps) {
  const flaggedItems = useQuery(reading('listFlagged', { limit: 1 }))
  const flagged = (flaggedItems.data?.reasons ?? []).reduce((sum, { items }) => sum + items, 0)
  const { inNeed, pages } = useBroken(healths)
  const failed = [flaggedItems, ...pages].filter(({ error }) => error)
  const failure = failed[0]?.error
  const broken = pages.flatMap(({ data }) => data?.connections ?? [])
  const unseen = inNeed.reduce((sum, one) => sum + Math.max(0, one.count - shownOfEach), 0) + count - runs.length
  return (
    <Panel
      title={words.needs}
      {...(flagged > 0 && { actions: <Link to="/flagged">{words.flaggedItems(flagged)}</Link> })}
    >
      {failure && <Failed error={failure} onRetry={() => void Promise.all(failed.map(async (one) => one.refetch()))} />}
      {inNeed.length === 0 && runs.length === 0 ? (
        !failure && <NothingElse isKnown={!flaggedItems.isPending} flagged={flagged} />
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
          {unseen > 0 && <li className={styles.none}>{words.andMore(unseen)}</li>}
        </ul>
      )}
    </Panel>
  )
}

function NothingElse({ isKnown, flagged }: { readonly isKnown: boolean; readonly flagged: number }) {
  if (!isKnown) return <Loading lines={1} />
  return <p className={styles.none}>{flagged > 0 ? words.needsFlagged : words.needsNone}</p>
}
