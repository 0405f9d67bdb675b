import { InsertRowAboveOutlined } from '@ant-design/icons'
import { Button, Checkbox, Popover } from 'antd'
import { useMedia } from '../appearance.tsx'
import { texts } from '../texts/texts.ts'
import type { Column } from './table.tsx'

interface ColumnChoiceProps<Row> {
  readonly columns: readonly Column<Row>[]
  /** Keys of those that are left out. */
  readonly hidden: readonly string[]
  readonly onHide: (hidden: readonly string[]) => void
}

/** Which columns a table shows; its first always. */
export function ColumnChoice<Row>({ columns, hidden, onHide }: ColumnChoiceProps<Row>) {
  const isNarrow = useMedia('(max-width: 640px)')
  const choosable = columns.slice(1)
  if (isNarrow) return null
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      content={
        <Checkbox.Group
          aria-label={texts.columns}
          style={{ display: 'flex', flexDirection: 'column', gap: 6 }}
          options={choosable.map(({ key, title }) => ({ value: key, label: title }))}
          value={choosable.map(({ key }) => key).filter((key) => !hidden.includes(key))}
          onChange={(shown) => onHide(choosable.map(({ key }) => key).filter((key) => !shown.includes(key)))}
        />
      }
    >
      <Button icon={<InsertRowAboveOutlined aria-hidden />}>{texts.columns}</Button>
    </Popover>
  )
}

/** The columns that are shown. */
export function shownOf<Row>(columns: readonly Column<Row>[], hidden: readonly string[]): readonly Column<Row>[] {
  return columns.filter(({ key }, index) => index === 0 || !hidden.includes(key))
}
