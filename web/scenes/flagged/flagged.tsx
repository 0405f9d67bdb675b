import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { api } from '../../api.ts'
import { Causes } from '../../parts/causes.tsx'
import { Failed } from '../../parts/failed.tsx'
import { Choice, Filters, Words } from '../../parts/filters.tsx'
import { More } from '../../parts/more.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Page } from '../../parts/page.tsx'
import { pagesOf } from '../../parts/pages.ts'
import { Panel } from '../../parts/panel.tsx'
import { Table } from '../../parts/table.tsx'
import { texts } from '../../texts/texts.ts'
import { flaggedColumns } from './columns.tsx'

const words = texts.flagged
const here = getRouteApi('/inside/flagged')

/** What a person must look at, of all jobs. */
export function Flagged() {
  const search = here.useSearch()
  const navigate = here.useNavigate()
  const pages = useInfiniteQuery(
    pagesOf(['listFlagged', search], async (after) => api.listFlagged({ ...search, ...after })),
  )
  const rows = pages.data?.pages.flatMap(({ items }) => items)
  const causes = pages.data?.pages[0]?.reasons ?? []
  const isFiltered = Object.keys(search).length > 0
  const narrow = (next: Partial<typeof search>, replace = false) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace })

  return (
    <Page title={words.title}>
      {(isFiltered || rows === undefined || rows.length > 0) && (
        <Filters>
          <Words label={words.search} value={search.text} onChange={(text) => narrow({ text }, true)} />
          <Choice
            label={words.reason}
            value={search.reason}
            options={causes.map(({ reason, words: why, items }) => ({
              value: reason,
              label: words.causeOf(items, why),
            }))}
            onChange={(reason) => narrow({ reason })}
          />
        </Filters>
      )}
      {causes.length > 0 && (
        <Panel title={texts.causes.title}>
          <Causes
            causes={causes}
            within={search.text === undefined ? {} : { text: search.text }}
            onShow={(reason) => narrow({ reason })}
          />
        </Panel>
      )}
      {pages.error ? (
        <Failed error={pages.error} onRetry={() => void pages.refetch()} />
      ) : (
        <Table
          label={words.title}
          columns={flaggedColumns}
          rows={rows}
          idOf={({ run, kind, source }) => `${run} ${kind} ${source}`}
          wraps
          empty={
            isFiltered ? (
              <Notice title={words.noneFound.title} sentence={words.noneFound.sentence}>
                <Button onClick={() => void navigate({ search: {} })}>{words.noneFound.act}</Button>
              </Notice>
            ) : (
              <Notice title={words.empty.title} sentence={words.empty.sentence}>
                <Link to="/runs">{words.empty.act}</Link>
              </Notice>
            )
          }
        />
      )}
      <More pages={pages} summary={rows && words.loaded(rows.length)} />
    </Page>
  )
}
