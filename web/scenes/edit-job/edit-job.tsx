import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Failed } from '../../parts/failed.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Page } from '../../parts/page.tsx'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'
import { EditJobForm } from './edit-job-form.tsx'

const here = getRouteApi('/inside/jobs/$job/edit')

/** A job to be changed, as it was when the page was opened. */
export function EditJob() {
  const { job: id } = here.useParams()
  const { data: job, error, refetch } = useQuery(reading('showJob', id))
  return (
    <Page title={job ? texts.editJob.title(job.name) : texts.jobs.title}>
      {job ? (
        <EditJobForm key={id} job={job} />
      ) : error ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading lines={9} />
      )}
    </Page>
  )
}
