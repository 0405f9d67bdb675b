import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { everyWhile } from '../../parts/every.ts'
import { Failed } from '../../parts/failed.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Panel } from '../../parts/panel.tsx'
import { runColumnsOfJob } from '../../parts/run-columns.tsx'
import { Table } from '../../parts/table.tsx'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'

const words = texts.job

export const lastRunsOf = (job: string) => reading('listRuns', { job, limit: 10 })

/** The last runs of one job. */
export function RunsOfJob({ job }: { readonly job: string }) {
  const navigate = useNavigate()
  const { data, error, refetch } = useQuery({
    ...lastRunsOf(job),
    refetchInterval: ({ state }) => everyWhile(state.data?.runs),
  })
  return (
    <Panel
      title={words.runs}
      actions={
        data?.next !== undefined && (
          <Link to="/runs" search={{ job }}>
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
          columns={runColumnsOfJob}
          rows={data?.runs}
          idOf={({ id }) => id}
          onOpen={({ id }) => void navigate({ to: '/runs/$run', params: { run: id } })}
          empty={<Notice {...words.noRuns} />}
        />
      )}
    </Panel>
  )
}
