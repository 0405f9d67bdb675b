import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lookEveryMs } from '../../live.ts'
import { useMe } from '../../me.ts'
import { Failed } from '../../parts/failed.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Page } from '../../parts/page.tsx'
import { Panel } from '../../parts/panel.tsx'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'
import { Healths } from './healths.tsx'
import { Needs, useBroken } from './needs.tsx'
import { RunList } from './run-list.tsx'

const words = texts.overview

/** What needs a person; what runs and what waits; how the connections are. */
export function Overview() {
  const { may } = useMe()
  const { data, error, refetch } = useQuery({
    ...reading('showOverview'),
    refetchInterval: ({ state }) => (state.data?.runs.running.count ? lookEveryMs() : false),
  })
  // What is below them comes once these are there, so that nothing jumps.
  const { isPending } = useBroken(data?.connections.healths ?? [])
  if (!data || isPending) {
    return (
      <Page title={words.title}>
        {error ? <Failed error={error} onRetry={() => void refetch()} /> : <Loading lines={10} />}
      </Page>
    )
  }
  const { connections, runs } = data
  if (connections.count === 0 && Object.values(runs).every(({ count }) => count === 0)) {
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
  return (
    <Page title={words.title}>
      <Needs healths={connections.healths} runs={runs.needing} />
      <Panel title={words.running}>
        <RunList label={words.running} {...runs.running} none={words.runningNone} />
      </Panel>
      {runs.waiting.count > 0 && (
        <Panel title={words.waiting}>
          <RunList label={words.waiting} {...runs.waiting} none="" />
        </Panel>
      )}
      <Healths healths={connections.healths} />
      {runs.finished.count > 0 && (
        <Panel title={words.lastRuns} actions={<Link to="/runs">{words.allRuns}</Link>}>
          <RunList label={words.lastRuns} runs={runs.finished.runs} none="" />
        </Panel>
      )}
    </Page>
  )
}
