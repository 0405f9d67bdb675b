import { Table as AntTable, type TableColumnType } from 'antd'
import type { MouseEvent, ReactNode } from 'react'
import { useMedia } from '../appearance.tsx'
import { texts } from '../texts/texts.ts'
import { Bone } from './loading.tsx'
import styles from './table.module.css'

export interface Column<Row> {
  readonly key: string
  readonly title: string
  readonly render: (row: Row) => ReactNode
  /** The word by which the API sorts; without one the column cannot be sorted by. */
  readonly sort?: string
  readonly align?: 'right'
  readonly width?: number | string
  /** What stands in it speaks for itself: its title is for screen readers only. */
  readonly isTitleUnseen?: true
}

export interface TableProps<Row> {
  /** What the rows are, for screen readers. */
  readonly label: string
  /** The first is what a row is called. */
  readonly columns: readonly Column<Row>[]
  /** Absent while they are loading. */
  readonly rows: readonly Row[] | undefined
  readonly idOf: (row: Row) => string
  /** `name`, or `-name` the other way round. */
  readonly sort?: string | undefined
  readonly onSort?: (sort: string) => void
  /** A click anywhere in a row; its first cell holds a link for the keyboard. */
  readonly onOpen?: (row: Row) => void
  /** Cells are as high as their text, for sentences; else a table is as wide as its cells. */
  readonly wraps?: boolean
  /** Shown when there are no rows. */
  readonly empty?: ReactNode
}

/** Rows: a table, and where that is too wide a list that says the same. */
export function Table<Row extends object>(props: TableProps<Row>) {
  const isNarrow = useMedia('(max-width: 640px)')
  if (props.rows?.length === 0) return props.empty
  return isNarrow ? <List {...props} /> : <Wide {...props} />
}

const bones = Array.from({ length: 8 }, (_, bone) => ({ bone }))

function Wide<Row extends object>({
  label,
  columns,
  rows,
  idOf,
  sort,
  onSort,
  onOpen,
  wraps = false,
}: TableProps<Row>) {
  if (!rows) {
    return (
      <div role="status" aria-label={texts.loading}>
        <AntTable
          size="medium"
          aria-hidden
          className={styles.table ?? ''}
          pagination={false}
          rowKey="bone"
          dataSource={bones}
          columns={columns.map(({ key, title, width, align, isTitleUnseen }) => ({
            key,
            title: isTitleUnseen ? '' : title,
            ...(width !== undefined && { width }),
            ...(align && { align }),
            render: () => <Bone />,
          }))}
        />
      </div>
    )
  }
  return (
    <AntTable<Row>
      ref={reachable}
      size="medium"
      aria-label={label}
      className={`${styles.table} ${onOpen ? styles.opens : ''}`}
      pagination={false}
      rowKey={idOf}
      dataSource={[...rows]}
      columns={columns.map((column, index) => columnOf(column, index === 0, sort))}
      showSorterTooltip={false}
      // What a row calls its children is no branch of it: this is a list.
      expandable={{ childrenColumnName: 'branches' }}
      {...(!wraps && { scroll: { x: 'max-content' } })}
      {...(onOpen && { onRow: (row) => ({ onClick: (event) => isPlain(event) && onOpen(row) }) })}
      onChange={(_, __, sorter) => {
        const { column, order } = Array.isArray(sorter) ? {} : sorter
        const by = columns.find(({ key }) => key === column?.key)?.sort
        // Ant Design's third step would be no order at all, which a list of pages does not have.
        if (by !== undefined) onSort?.(order === 'descend' ? `-${by}` : by)
      }}
    />
  )
}

/** What scrolls sideways can be scrolled by keyboard too. */
function reachable(table: { readonly nativeElement: HTMLElement } | null): void {
  table?.nativeElement.querySelector('.ant-table-content')?.setAttribute('tabindex', '0')
}

function columnOf<Row>(
  { key, title, render, sort: by, align, width, isTitleUnseen }: Column<Row>,
  isName: boolean,
  sort: string | undefined,
): TableColumnType<Row> {
  return {
    key,
    title: isTitleUnseen ? <span className="unseen">{title}</span> : title,
    ...(width !== undefined && { width }),
    ...(align && { align }),
    ...(isName && { rowScope: 'row' as const }),
    ...(by !== undefined && {
      sorter: true,
      sortDirections: ['ascend', 'descend', 'ascend'],
      sortOrder: sort === by ? ('ascend' as const) : sort === `-${by}` ? ('descend' as const) : null,
    }),
    render: (_, row) => render(row),
  }
}

/** Links and buttons in a row do what they say, and selecting text opens nothing. */
function isPlain({ target }: MouseEvent): boolean {
  const isControl = target instanceof Element && target.closest('a, button, input, label, [role="menu"]') !== null
  return !isControl && (getSelection()?.isCollapsed ?? true)
}

function List<Row extends object>({ label, columns: [name, ...facts], rows, idOf }: TableProps<Row>) {
  if (!rows || !name) {
    return (
      <div className={styles.list} role="status" aria-label={texts.loading}>
        {bones.map(({ bone }) => (
          <div key={bone} className={styles.entry}>
            <Bone />
            <Bone width="80%" />
          </div>
        ))}
      </div>
    )
  }
  return (
    <ul className={styles.list} aria-label={label}>
      {rows.map((row) => (
        <li key={idOf(row)} className={styles.entry}>
          <div className={styles.name}>{name.render(row)}</div>
          <dl className={styles.facts}>
            {facts.map(({ key, title, render, isTitleUnseen }) => (
              <div key={key} className={isTitleUnseen ? styles.unnamed : undefined}>
                <dt>{isTitleUnseen ? <span className="unseen">{title}</span> : title}</dt>
                <dd>{render(row)}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  )
}
