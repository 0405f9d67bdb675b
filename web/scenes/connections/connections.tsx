import { PlusOutlined } from '@ant-design/icons'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { api } from '../../api.ts'
import { useMe } from '../../me.ts'
import { ColumnChoice, shownOf } from '../../parts/column-choice.tsx'
import { Failed } from '../../parts/failed.tsx'
import { More } from '../../parts/more.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Page } from '../../parts/page.tsx'
import { Table } from '../../parts/table.tsx'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'
import { AddConnection } from '../add-connection/add-connection.tsx'
import { columnsOf } from './columns.tsx'
import { ConnectionFilters } from './connection-filters.tsx'

const words = texts.connections
const here = getRouteApi('/inside/connections')

/** The others have their room on a usual screen. */
const usuallyHidden = ['owner', 'created']

export function Connections() {
  const { add, hide = usuallyHidden, ...query } = here.useSearch()
  const change = here.useNavigate()
  const navigate = useNavigate()
  const { may } = useMe()
  const platforms = useQuery(reading('listPlatforms'))
  const pages = useInfiniteQuery({
    queryKey: ['listConnections', 'pages', query],
    queryFn: async ({ pageParam }) => api.listConnections({ ...query, ...(pageParam && { after: pageParam }) }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })

  const rows = pages.data?.pages.flatMap(({ connections }) => connections)
  const columns = columnsOf(platforms.data?.platforms ?? [])
  const { sort, ...filters } = query
  const isFiltered = Object.keys(filters).length > 0
  const open = (name: string) => change({ search: (before) => ({ ...before, add: name }) })
  const close = () => change({ search: ({ add: _, ...rest }) => rest })

  return (
    <Page
      title={words.title}
      actions={
        may('connections.add') && (
          <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => void open('pick')}>
            {words.add}
          </Button>
        )
      }
    >
      {(isFiltered || rows === undefined || rows.length > 0) && (
        <ConnectionFilters
          search={query}
          platforms={platforms.data?.platforms ?? []}
          onChange={(next, options) => void change({ search: (before) => ({ ...before, ...next }), ...options })}
          end={
            <ColumnChoice
              columns={columns}
              hidden={hide}
              onHide={(hidden) => void change({ search: ({ hide: _, ...rest }) => withHidden(rest, hidden) })}
            />
          }
        />
      )}
      {pages.error ? (
        <Failed error={pages.error} onRetry={() => void pages.refetch()} />
      ) : (
        <Table
          label={words.title}
          columns={shownOf(columns, hide)}
          rows={rows}
          idOf={({ id }) => id}
          sort={sort ?? 'name'}
          onSort={(next) => void change({ search: (before) => ({ ...before, sort: next as typeof sort }) })}
          onOpen={({ id }) => void navigate({ to: '/connections/$connection', params: { connection: id } })}
          empty={
            isFiltered ? (
              <Notice title={words.noneFound.title} sentence={words.noneFound.sentence}>
                <Button onClick={() => void change({ search: {} })}>{words.noneFound.act}</Button>
              </Notice>
            ) : (
              <Notice title={words.empty.title} sentence={words.empty.sentence}>
                {may('connections.add') && (
                  <Button type="primary" onClick={() => void open('pick')}>
                    {words.empty.act}
                  </Button>
                )}
                <span className="quiet">
                  {words.empty.sandbox} <code className="mono">npm start -- --demo</code>
                </span>
              </Notice>
            )
          }
        />
      )}
      <More pages={pages} summary={rows && rows.length > 0 ? words.loaded(rows.length) : undefined} />
      <AddConnection platform={add} onPick={(platform) => void open(platform)} onClose={() => void close()} />
    </Page>
  )
}

function withHidden<Search extends object>(search: Search, hidden: readonly string[]) {
  const isUsual = hidden.join() === usuallyHidden.join()
  return isUsual ? search : { ...search, hide: hidden }
}
