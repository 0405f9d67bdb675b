import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Alert } from 'antd'
import { Failed } from '../../parts/failed.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Page } from '../../parts/page.tsx'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'
import { Children, childrenOf } from './children.tsx'
import { Choices } from './choices.tsx'
import { Filters } from './filters.tsx'
import { JobActs } from './job-acts.tsx'
import { Pace } from './pace.tsx'
import { Parent } from './parent.tsx'
import { Principals } from './principals.tsx'
import { lastRunsOf, RunsOfJob } from './runs-of-job.tsx'
import { Schedule } from './schedule.tsx'

const here = getRouteApi('/inside/jobs/$job')

/** What a job does, in a sentence; its runs; its schedule and choices. */
export function Job() {
  const { job: id } = here.useParams()
  const { data: job, error, refetch } = useQuery(reading('showJob', id))
  const runs = useQuery(lastRunsOf(id))
  const children = useInfiniteQuery({ ...childrenOf(id), enabled: job?.mapping !== undefined })
  if (!job) {
    return (
      <Page title={texts.jobs.title}>
        {error ? <Failed error={error} onRetry={() => void refetch()} /> : <Loading lines={9} />}
      </Page>
    )
  }
  return (
    <Page title={job.name} actions={<JobActs job={job} />}>
      <p>{job.summary}</p>
      {job.category !== undefined && (
        <p>
          {texts.jobs.category}:{' '}
          <Link to="/jobs" search={{ category: job.category }}>
            {job.category}
          </Link>
        </p>
      )}
      {job.archivedAt !== undefined && (
        <Alert type="info" showIcon title={texts.job.archived} description={texts.job.archivedSentence} />
      )}
      <Parent job={job} />
      {job.mapping && <Children job={job} />}
      {/* What is below comes once what is above has its height, so that nothing jumps. */}
      {!children.isLoading && <RunsOfJob job={id} />}
      {!children.isLoading && !runs.isPending && (
        <>
          <Schedule job={job} />
          <Pace pace={job.pace} />
          <Filters filters={job.filters} />
          <Choices options={job.options} />
          {(job.options.permissions !== 'none' || job.options.owners !== 'none') && (
            <Principals job={job.id} isBothWays={job.options.direction === 'two-way'} />
          )}
        </>
      )}
    </Page>
  )
}
