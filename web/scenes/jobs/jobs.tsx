import { PlusOutlined } from '@ant-design/icons'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Button, Tag } from 'antd'
import { api } from '../../api.ts'
import { useMe } from '../../me.ts'
import { Failed } from '../../parts/failed.tsx'
import { Choice, Filters, Words } from '../../parts/filters.tsx'
import { More } from '../../parts/more.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Page } from '../../parts/page.tsx'
import { pagesOf } from '../../parts/pages.ts'
import { Table } from '../../parts/table.tsx'
import { texts } from '../../texts/texts.ts'
import { columns } from './columns.tsx'

const words = texts.jobs
const here = getRouteApi('/inside/jobs')

export function Jobs() {
  const search = here.useSearch()
  const change = here.useNavigate()
  const navigate = useNavigate()
  const { may } = useMe()
  const pages = useInfiniteQuery(
    pagesOf(['listJobs', search], async (after) => api.listJobs({ children: 'hide', ...search, limit: 50, ...after })),
  )
  const rows = pages.data?.pages.flatMap(({ jobs }) => jobs)
  const isFiltered = Object.keys(search).length > 0
  const create = () => void navigate({ to: '/jobs/new' })

  return (
    <Page
      title={words.title}
      actions={
        may('jobs.write') && (
          <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={create}>
            {words.add}
          </Button>
        )
      }
    >
      {(isFiltered || rows === undefined || rows.length > 0) && (
        <Filters>
          <Words
            label={words.search}
            value={search.text}
            onChange={(text) => void change({ search: (before) => ({ ...before, text }), replace: true })}
          />
          <Choice
            label={words.show}
            value={search.show}
            options={(['archived', 'all'] as const).map((value) => ({ value, label: words.shows[value] }))}
            onChange={(show) => void change({ search: (before) => ({ ...before, show }) })}
          />
          <Choice
            label={texts.mapping.list.children}
            value={search.children}
            options={[{ value: 'show', label: texts.mapping.list.shown }]}
            onChange={(children) => void change({ search: (before) => ({ ...before, children }) })}
          />
          {search.category !== undefined && (
            <Tag closable onClose={() => void change({ search: ({ category: _, ...rest }) => rest })}>
              {search.category}
            </Tag>
          )}
        </Filters>
      )}
      {pages.error ? (
        <Failed error={pages.error} onRetry={() => void pages.refetch()} />
      ) : (
        <Table
          label={words.title}
          columns={columns}
          rows={rows}
          idOf={({ id }) => id}
          onOpen={({ id }) => void navigate({ to: '/jobs/$job', params: { job: id } })}
          empty={
            isFiltered ? (
              <Notice title={words.noneFound.title} sentence={words.noneFound.sentence}>
                <Button onClick={() => void change({ search: {} })}>{words.noneFound.act}</Button>
              </Notice>
            ) : (
              <Notice title={words.empty.title} sentence={words.empty.sentence}>
                {may('jobs.write') && (
                  <Button type="primary" onClick={create}>
                    {words.empty.act}
                  </Button>
                )}
                <span className="quiet">{words.empty.sandbox}</span>
              </Notice>
            )
          }
        />
      )}
      <More pages={pages} summary={rows && words.loaded(rows.length)} />
    </Page>
  )
}
