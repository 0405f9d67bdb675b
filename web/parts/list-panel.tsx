import { Button } from 'antd'
import type { ReactNode } from 'react'
import { texts } from '../texts/texts.ts'
import { Failed } from './failed.tsx'
import { Words } from './filters.tsx'
import { More } from './more.tsx'
import { Notice } from './notice.tsx'
import { Panel } from './panel.tsx'
import { Table, type TableProps } from './table.tsx'

interface ListPanelProps<Row> extends Omit<TableProps<Row>, 'label'> {
  readonly title: string
  readonly sentence?: ReactNode
  readonly search: {
    readonly label: string
    readonly text: string | undefined
    readonly onChange: (text: string | undefined) => void
  }
  /** By what it is narrowed besides words; all of that is taken away by `onClear`. */
  readonly filter?: { readonly choice: ReactNode; readonly isSet: boolean; readonly onClear: () => void }
  readonly actions?: ReactNode
  /** As `useInfiniteQuery` gives them; their rows beside. */
  readonly pages: Parameters<typeof More>[0]['pages'] & {
    readonly error: Error | null
    readonly refetch: () => Promise<unknown>
  }
  /** Between heading and rows. */
  readonly children?: ReactNode
}

/** One of several lists of a page, with its own search; it comes in pages. */
export function ListPanel<Row extends object>(props: ListPanelProps<Row>) {
  const { title, sentence, search, filter, actions, pages, children, rows, empty, ...table } = props
  const isFiltered = search.text !== undefined || filter?.isSet === true
  const clear = filter?.onClear ?? (() => search.onChange(undefined))
  return (
    <Panel
      title={title}
      sentence={sentence}
      actions={
        <>
          {(isFiltered || rows === undefined || rows.length > 0) && (
            <>
              <Words label={search.label} value={search.text} onChange={search.onChange} />
              {filter?.choice}
            </>
          )}
          {actions}
        </>
      }
    >
      {children}
      {pages.error ? (
        <Failed error={pages.error} onRetry={() => void pages.refetch()} />
      ) : (
        <Table
          {...table}
          label={title}
          rows={rows}
          empty={
            isFiltered ? (
              <Notice title={texts.noneFound.title} sentence={texts.noneFound.sentence}>
                <Button onClick={clear}>{texts.noneFound.act}</Button>
              </Notice>
            ) : (
              empty
            )
          }
        />
      )}
      <More pages={pages} summary={pages.hasNextPage ? texts.shown(rows?.length ?? 0) : undefined} />
    </Panel>
  )
}
