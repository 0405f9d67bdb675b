import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Button } from 'antd'
import type { RunView } from '#api/contract/runs.ts'
import { api } from '../../api.ts'
import { everyWhile } from '../../parts/every.ts'
import { Failed } from '../../parts/failed.tsx'
import { Choice, Filters, Words } from '../../parts/filters.tsx'
import { itemStates } from '../../parts/item-state.tsx'
import { More } from '../../parts/more.tsx'
import { Notice } from '../../parts/notice.tsx'
import { pagesOf, untilFound } from '../../parts/pages.ts'
import { Panel } from '../../parts/panel.tsx'
import { hasEnded } from '../../parts/run-state.tsx'
import { Table } from '../../parts/table.tsx'
import { texts } from '../../texts/texts.ts'
import { itemColumns } from './item-columns.tsx'
import type { ItemFilter } from './kept-filters.ts'
import { SavedFilters } from './saved-filters.tsx'

const words = texts.run
const here = getRouteApi('/inside/runs/$run')

/** Every item of a run, with what became of it. */
export function Items({ run }: { readonly run: RunView }) {
  const { item: _, ...search } = here.useSearch()
  const navigate = here.useNavigate()
  const pages = useInfiniteQuery({
    ...pagesOf(['listItems', run.id, search], (place) =>
      untilFound(
        place,
        (after) => api.listItems(run.id, { ...search, ...after }),
        ({ items }) => items.length === 0,
      ),
    ),
    refetchInterval: everyWhile([run]),
  })
  const rows = pages.data?.pages.flatMap(({ items }) => items)
  const reasons = new Map(run.reasons.map(({ reason, words: why }) => [reason, why]))
  const isFiltered = Object.keys(search).length > 0
  const isElsewhere = !pages.hasNextPage && rows !== undefined && rows.length < countedAs(search, run)
  const narrow = (next: Partial<typeof search>, replace = false) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace, resetScroll: false })

  return (
    <Panel title={words.items}>
      <Filters
        end={
          <SavedFilters
            filter={search}
            onChoose={(filter) => void navigate({ search: { ...filter }, resetScroll: false })}
          />
        }
      >
        <Words label={words.searchItems} value={search.text} onChange={(text) => narrow({ text }, true)} />
        <Choice
          label={texts.runs.state}
          value={search.state}
          options={itemStates.map((state) => ({ value: state, label: texts.itemStates[state] }))}
          onChange={(state) => narrow({ state })}
        />
        <Choice
          label={words.reason}
          value={search.reason}
          options={[...reasons].map(([value, label]) => ({ value, label }))}
          onChange={(reason) => narrow({ reason })}
        />
      </Filters>
      {pages.error ? (
        <Failed error={pages.error} onRetry={() => void pages.refetch()} />
      ) : (
        <Table
          label={words.items}
          columns={itemColumns}
          rows={rows}
          idOf={({ source, kind }) => `${kind} ${source}`}
          empty={
            isFiltered ? (
              <Notice title={words.noneFound.title} sentence={isElsewhere ? words.elsewhere : words.noneFound.sentence}>
                <Button onClick={() => void navigate({ search: {}, resetScroll: false })}>{words.noneFound.act}</Button>
              </Notice>
            ) : (
              <Notice
                {...(isElsewhere
                  ? { ...words.noItem, sentence: words.elsewhere }
                  : hasEnded(run.state)
                    ? words.noItem
                    : words.noItems)}
              />
            )
          }
        />
      )}
      <More
        pages={pages}
        summary={
          rows && [words.loaded(rows.length), ...(isElsewhere && rows.length > 0 ? [words.elsewhere] : [])].join('. ')
        }
      />
    </Panel>
  )
}

/** How many the run has counted of those that are asked for; 0 while that is not certain. */
function countedAs({ state, reason, text }: ItemFilter, run: RunView): number {
  if (run.kind === 'simulation' || !hasEnded(run.state) || text !== undefined) return 0
  return run.reasons
    .filter((line) => (state ?? line.state) === line.state && (reason ?? line.reason) === line.reason)
    .reduce((sum, { items }) => sum + items, 0)
}
