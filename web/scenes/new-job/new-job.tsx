import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { allConnections } from '../../all-connections.ts'
import { Failed } from '../../parts/failed.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Page } from '../../parts/page.tsx'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'
import { Wizard } from './wizard.tsx'

const words = texts.newJob
const here = getRouteApi('/inside/jobs/new')

/** A new job, from nothing or like another one, question by question. */
export function NewJob() {
  const { like } = here.useSearch()
  const connections = useQuery(allConnections)
  const model = useQuery({ ...reading('showJob', like ?? ''), enabled: like !== undefined })
  const error = connections.error ?? model.error
  if (error) {
    const retry = () => void Promise.all([connections.refetch(), like !== undefined && model.refetch()])
    return (
      <Page title={words.title}>
        <Failed error={error} onRetry={retry} />
      </Page>
    )
  }
  if (!connections.data || (like !== undefined && !model.data)) {
    return (
      <Page title={words.title}>
        <Loading lines={8} />
      </Page>
    )
  }
  const all = connections.data.connections
  return (
    <Page title={model.data ? words.titleLike(model.data.name) : words.title}>
      {all.length === 0 && !model.data ? (
        <Notice title={words.noConnection.title} sentence={words.noConnection.sentence}>
          <Link to="/connections">{words.noConnection.act}</Link>
        </Notice>
      ) : (
        <Wizard key={like} connections={all} model={model.data} />
      )}
    </Page>
  )
}
