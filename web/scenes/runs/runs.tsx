import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { api } from '../../api.ts'
import { everyWhile } from '../../parts/every.ts'
import { Failed } from '../../parts/failed.tsx'
import { Choice, Filters, Words } from '../../parts/filters.tsx'
import { More } from '../../parts/more.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Page } from '../../parts/page.tsx'
import { pagesOf } from '../../parts/pages.ts'
import { runColumns } from '../../parts/run-columns.tsx'
import { runStates } from '../../parts/run-state.tsx'
import { Table } from '../../parts/table.tsx'
import { texts } from '../../texts/texts.ts'
import { OnlyOfConnection, OnlyOfJob } from './only-of.tsx'
import { runKinds } from './route.ts'

const words = texts.runs
const here = getRouteApi('/inside/runs')

export function Runs() {
  const search = here.useSearch()
  const change = here.useNavigate()
  const navigate = useNavigate()
  const pages = useInfiniteQuery({
    ...pagesOf(['listRuns', search], async (after) => api.listRuns({ ...hidden(search), ...search, ...after })),
    refetchInterval: ({ state }) => everyWhile(state.data?.pages.flatMap(({ runs }) => runs)),
  })
  const rows = pages.data?.pages.flatMap(({ runs }) => runs)
  const isFiltered = Object.keys(search).length > 0
  const narrow = (next: Partial<typeof search>, replace = false) =>
    void change({ search: (before) => ({ ...before, ...next }), replace })

  return (
    <Page title={words.title}>
      {(isFiltered || rows === undefined || rows.length > 0) && (
        <Filters>
          <Words label={words.search} value={search.text} onChange={(text) => narrow({ text }, true)} />
          <Choice
            label={words.state}
            value={search.state}
            options={runStates.map((state) => ({ value: state, label: texts.runStates[state] }))}
            onChange={(state) => narrow({ state })}
          />
          <Choice
            label={words.kind}
            value={search.kind}
            options={runKinds.map((kind) => ({ value: kind, label: words.kinds[kind] }))}
            onChange={(kind) => narrow({ kind })}
          />
          <Choice
            label={texts.mapping.list.runs}
            value={search.children}
            options={[{ value: 'show', label: texts.mapping.list.shown }]}
            onChange={(children) => narrow({ children })}
          />
          {search.job !== undefined && <OnlyOfJob job={search.job} onAll={() => narrow({ job: undefined })} />}
          {search.connection !== undefined && (
            <OnlyOfConnection connection={search.connection} onAll={() => narrow({ connection: undefined })} />
          )}
        </Filters>
      )}
      {pages.error ? (
        <Failed error={pages.error} onRetry={() => void pages.refetch()} />
      ) : (
        <Table
          label={words.title}
          columns={runColumns}
          rows={rows}
          idOf={({ id }) => id}
          onOpen={({ id }) => void navigate({ to: '/runs/$run', params: { run: id } })}
          empty={
            isFiltered ? (
              <Notice title={words.noneFound.title} sentence={words.noneFound.sentence}>
                <Button onClick={() => void change({ search: {} })}>{words.noneFound.act}</Button>
              </Notice>
            ) : (
              <Notice title={words.empty.title} sentence={words.empty.sentence}>
                <Link to="/jobs">{words.empty.act}</Link>
              </Notice>
            )
          }
        />
      )}
      <More pages={pages} summary={rows && words.loaded(rows.length)} />
    </Page>
  )
}

/** What a mapping job has started stands with its run, unless one of its jobs is asked for. */
function hidden({ job }: { readonly job?: string | undefined }): { readonly children?: 'hide' } {
  return job === undefined ? { children: 'hide' } : {}
}
