import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Alert } from 'antd'
import { everyWhile } from '../../parts/every.ts'
import { Failed } from '../../parts/failed.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Page } from '../../parts/page.tsx'
import { Path } from '../../parts/path.tsx'
import { RunState } from '../../parts/run-state.tsx'
import { Time } from '../../parts/time.tsx'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'
import { Approval } from './approval.tsx'
import { ItemDrawer } from './item-drawer.tsx'
import { Items } from './items.tsx'
import { NeedsPerson } from './needs-person.tsx'
import { Overview } from './overview.tsx'
import { Reasons } from './reasons.tsx'
import { RunActs } from './run-acts.tsx'
import { RunsBelow } from './runs-below.tsx'
import { Standing } from './standing.tsx'
import { ThroughputChart } from './throughput.tsx'
import styles from './run.module.css'

const words = texts.run
const here = getRouteApi('/inside/runs/$run')

/** One execution of a job, as it goes. */
export function Run() {
  const { run: id } = here.useParams()
  const {
    data: run,
    error,
    refetch,
  } = useQuery({
    ...reading('showRun', id),
    refetchInterval: ({ state }) => everyWhile(state.data && [state.data]),
  })
  // What is below comes once what is above has its height, so that nothing jumps.
  const isOfMany = run?.children !== undefined
  const curve = useQuery({ ...reading('showThroughput', id), enabled: run?.kind === 'run' && !isOfMany })
  const shares = useQuery({ ...reading('showRunOverview', id), enabled: run?.report !== undefined, retry: false })
  const isSettled = !curve.isLoading && !shares.isLoading
  if (error && !run) {
    return (
      <Page title={texts.runs.title}>
        <Failed error={error} onRetry={() => void refetch()} />
      </Page>
    )
  }
  if (!run) {
    return (
      <Page title={texts.runs.title}>
        <Loading lines={9} />
      </Page>
    )
  }
  const { job, kind, state, waiting, failure, notices } = run
  return (
    <Page
      title={words.titleOf(texts.runs.kinds[kind], id)}
      beside={<RunState state={state} />}
      actions={<RunActs run={run} />}
    >
      <dl className={styles.route}>
        <dt>{texts.runs.job}</dt>
        <dd>
          <Link to="/jobs/$job" params={{ job: job.id }}>
            {job.name}
          </Link>
        </dd>
        <dt>{words.from}</dt>
        <dd>
          <Path text={job.source} />
        </dd>
        <dt>{words.to}</dt>
        <dd>
          <Path text={job.destination} />
        </dd>
        {run.parent !== undefined && (
          <>
            <dt>{texts.mapping.runs.parent}</dt>
            <dd>
              <Link to="/runs/$run" params={{ run: run.parent }}>
                {texts.mapping.runs.parentRun(run.parent)}
              </Link>
            </dd>
          </>
        )}
      </dl>
      {waiting && (
        <Alert
          type="warning"
          showIcon
          title={words.waitingFor[waiting.code]}
          description={
            <>
              {waiting.reason}{' '}
              {waiting.until !== undefined && (
                <>
                  {words.goesOn} <Time at={waiting.until} />.
                </>
              )}
              {waiting.code === 'approval-needed' && !isOfMany && <Approval run={id} reason={waiting.reason} />}
            </>
          }
        />
      )}
      {failure !== undefined && <Alert type={state === 'failed' ? 'error' : 'info'} showIcon title={failure} />}
      {notices?.map((notice) => (
        <Alert key={notice} type="info" showIcon title={notice} />
      ))}
      <Standing run={run} />
      {isOfMany ? (
        <>
          <Reasons run={run} />
          <RunsBelow run={run} />
        </>
      ) : (
        <>
          <ThroughputChart run={run} />
          <NeedsPerson run={run} />
          {isSettled ? (
            <>
              <Reasons run={run} />
              <Overview run={run} />
              <Items run={run} />
            </>
          ) : (
            <Loading lines={6} />
          )}
          <ItemDrawer run={run} />
        </>
      )}
    </Page>
  )
}
