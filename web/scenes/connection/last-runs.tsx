import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { everyWhile } from '../../parts/every.ts'
import { Failed } from '../../parts/failed.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Panel } from '../../parts/panel.tsx'
import { runColumns } from '../../parts/run-columns.tsx'
import { Table } from '../../parts/table.tsx'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'

const words = texts.connection.activity

/** The last runs that read or wrote through a connection. */
export function LastRuns({ connection }: { readonly connection: string }) {
  const navigate = useNavigate()
  const { data, error, refetch } = useQuery({
    ...reading('listRuns', { connection, limit: 10 }),
    refetchInterval: ({ state }) => everyWhile(state.data?.runs),
  })
  return (
    <Panel
      title={words.runs}
      actions={
        data?.next !== undefined && (
          <Link to="/runs" search={{ connection }}>
            {words.allRuns}
          </Link>
        )
      }
    >
      {error ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : (
        <Table
          label={words.runs}
          columns={runColumns}
          rows={data?.runs}
          idOf={({ id }) => id}
          onOpen={({ id }) => void navigate({ to: '/runs/$run', params: { run: id } })}
          empty={<Notice {...words.noRuns} />}
        />
      )}
    </Panel>
  )
}
