import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { RunView } from '#api/contract/runs.ts'
import { api } from '../../api.ts'
import { everyWhile } from '../../parts/every.ts'
import { Failed } from '../../parts/failed.tsx'
import { More } from '../../parts/more.tsx'
import { Notice } from '../../parts/notice.tsx'
import { pagesOf } from '../../parts/pages.ts'
import { Panel } from '../../parts/panel.tsx'
import { runColumns } from '../../parts/run-columns.tsx'
import { Table } from '../../parts/table.tsx'
import { texts } from '../../texts/texts.ts'

const words = texts.mapping

/** The runs that a run of a mapping job has started: what it shows is their sum. */
export function RunsBelow({ run: { id } }: { readonly run: RunView }) {
  const navigate = useNavigate()
  const pages = useInfiniteQuery({
    ...pagesOf(['listRuns', { parent: id }], async (after) => api.listRuns({ parent: id, limit: 50, ...after })),
    refetchInterval: ({ state }) => everyWhile(state.data?.pages.flatMap(({ runs }) => runs)),
  })
  const rows = pages.data?.pages.flatMap(({ runs }) => runs)
  return (
    <Panel title={words.runs.title}>
      {pages.error ? (
        <Failed error={pages.error} onRetry={() => void pages.refetch()} />
      ) : (
        <Table
          label={words.runs.title}
          columns={runColumns}
          rows={rows}
          idOf={(one) => one.id}
          onOpen={(one) => void navigate({ to: '/runs/$run', params: { run: one.id } })}
          empty={<Notice title={words.runs.none.title} sentence={words.runs.none.sentence} />}
        />
      )}
      <More pages={pages} summary={rows && texts.runs.loaded(rows.length)} />
    </Panel>
  )
}
