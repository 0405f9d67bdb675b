import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMe } from '../../me.ts'
import { everyWhile } from '../../parts/every.ts'
import { Failed } from '../../parts/failed.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Page } from '../../parts/page.tsx'
import { Panel } from '../../parts/panel.tsx'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'
import { Healths } from './healths.tsx'
import { Needs } from './needs.tsx'
import { RunList } from './run-list.tsx'
import { sorted } from './sorted.ts'

const words = texts.overview

/** What needs a person; what runs; how the connections are. */
export function Overview() {
  const { may } = useMe()
  const connections = useQuery(reading('listConnections', { limit: 500 }))
  const runs = useQuery({
    ...reading('listRuns', { limit: 100 }),
    refetchInterval: ({ state }) => everyWhile(state.data?.runs),
  })
  const flagged = useQuery(reading('listFlagged', { limit: 1 }))
  const error = connections.error ?? runs.error
  if (!connections.data || !runs.data) {
    return (
      <Page title={words.title}>
        {error ? (
          <Failed error={error} onRetry={() => void Promise.all([connections.refetch(), runs.refetch()])} />
        ) : (
          <Loading lines={10} />
        )}
      </Page>
    )
  }
  if (connections.data.connections.length === 0 && runs.data.runs.length === 0) {
    return (
      <Page title={words.title}>
        <Notice title={words.empty.title} sentence={words.empty.sentence}>
          {may('connections.add') && (
            <Link to="/connections" search={{ add: 'pick' }}>
              {words.empty.act}
            </Link>
          )}
          <span className="quiet">{words.empty.sandbox}</span>
        </Notice>
      </Page>
    )
  }
  const { needing, running, finished } = sorted(runs.data.runs)
  return (
    <Page title={words.title}>
      <Needs
        connections={connections.data.connections}
        runs={needing}
        flagged={(flagged.data?.reasons ?? []).reduce((sum, { items }) => sum + items, 0)}
      />
      <Panel title={words.running}>
        <RunList label={words.running} runs={running} none={words.runningNone} />
      </Panel>
      <Healths connections={connections.data.connections} />
      {finished.length > 0 && (
        <Panel title={words.lastRuns} actions={<Link to="/runs">{words.allRuns}</Link>}>
          <RunList label={words.lastRuns} runs={finished} none="" />
        </Panel>
      )}
    </Page>
  )
}
