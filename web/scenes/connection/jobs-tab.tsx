import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ConnectionView } from '#api/contract/connections.ts'
import type { JobView } from '#api/contract/jobs.ts'
import { Failed } from '../../parts/failed.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Table, type Column } from '../../parts/table.tsx'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'

const words = texts.connection.jobs

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
  const { data, error, refetch } = useQuery(reading('listJobs', { connection: id, limit: 500 }))
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  return (
    <Table
      label={words.label}
      columns={columns}
      rows={data?.jobs}
      wraps
      idOf={(job) => job.id}
      empty={<Notice title={words.none.title} sentence={words.none.sentence} />}
    />
  )
}
