import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { ConnectionView } from '#api/contract/connections.ts'
import type { JobView } from '#api/contract/jobs.ts'
import { api } from '../../api.ts'
import { useMe } from '../../me.ts'
import { ListPanel } from '../../parts/list-panel.tsx'
import { Notice } from '../../parts/notice.tsx'
import { pagesOf } from '../../parts/pages.ts'
import type { Column } from '../../parts/table.tsx'
import { texts } from '../../texts/texts.ts'

const words = texts.connection.jobs
const here = getRouteApi('/inside/connections/$connection')

const columns: readonly Column<JobView>[] = [
  {
    key: 'name',
    title: words.name,
    render: ({ id, name }) => (
      <Link to="/jobs/$job" params={{ job: id }}>
        {name}
      </Link>
    ),
  },
  { key: 'source', title: words.source, render: ({ source }) => <span className="mono">{source}</span> },
  {
    key: 'destination',
    title: words.destination,
    render: ({ destination }) => <span className="mono">{destination}</span>,
  },
]

/** The jobs that read or write through it. */
export function JobsTab({ connection: { id } }: { readonly connection: ConnectionView }) {
  const { may } = useMe()
  const { text } = here.useSearch()
  const navigate = here.useNavigate()
  const pages = useInfiniteQuery(
    pagesOf(['listJobs', id, text], async (after) => api.listJobs({ connection: id, text, limit: 50, ...after })),
  )
  return (
    <ListPanel
      title={words.label}
      search={{
        label: words.search,
        text,
        onChange: (typed) => void navigate({ search: (before) => ({ ...before, text: typed }), replace: true }),
      }}
      pages={pages}
      columns={columns}
      rows={pages.data?.pages.flatMap(({ jobs }) => jobs)}
      wraps
      idOf={(job) => job.id}
      empty={
        <Notice title={words.none.title} sentence={words.none.sentence}>
          {may('jobs.write') && <Link to="/jobs/new">{words.none.act}</Link>}
        </Notice>
      }
    />
  )
}
