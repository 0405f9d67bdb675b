import { CaretDownOutlined, CaretRightOutlined } from '@ant-design/icons'
import { useId, type CSSProperties, type ReactNode } from 'react'
import styles from './tree-row.module.css'
import { useRowFocus } from './tree.tsx'

interface TreeRowProps {
  /** Of this row alone in its tree. */
  readonly id: string
  readonly level: number
  /** Where Tab comes to at first. */
  readonly isFirst: boolean
  readonly name: ReactNode
  readonly icon: ReactNode
  /** `aria-selected` or `aria-checked`. */
  readonly state: { readonly 'aria-selected': boolean } | { readonly 'aria-checked': boolean | 'mixed' | undefined }
  /** Beside the name. */
  readonly beside?: ReactNode
  readonly isOpen: boolean
  /** Absent where there is nothing to open. */
  readonly onOpen?: ((isOpen: boolean) => void) | undefined
  /** Absent where nothing can be done to it. */
  readonly onAct?: (() => void) | undefined
  /** Its rows below, while it is open. */
  readonly children?: ReactNode
}

/** A row that is chosen or ticked by a click, and opened at its caret or by a double click. */
export function TreeRow(props: TreeRowProps) {
  const { id, level, isFirst, name, icon, state, beside, isOpen, onOpen, onAct, children } = props
  const nameId = useId()
  return (
    <li role="none">
      <div
        role="treeitem"
        aria-level={level}
        aria-labelledby={nameId}
        {...(onOpen && { 'aria-expanded': isOpen })}
        {...state}
        {...(!onAct && { 'aria-disabled': true })}
        {...useRowFocus(id, isFirst)}
        className={styles.row}
        style={{ '--level': level } as CSSProperties}
        onDoubleClick={() => onOpen?.(!isOpen)}
        onClick={onAct}
      >
        <span
          aria-hidden
          className={styles.caret}
          {...(onOpen && { 'data-opens': true })}
          onClick={(event) => {
            event.stopPropagation()
            onOpen?.(!isOpen)
          }}
        >
          {onOpen && (isOpen ? <CaretDownOutlined /> : <CaretRightOutlined />)}
        </span>
        <span aria-hidden className={styles.icon}>
          {icon}
        </span>
        <span id={nameId} className={styles.said}>
          <span>{name}</span>
          {beside}
        </span>
      </div>
      {onOpen && isOpen && (
        <ul role="group" className={styles.group}>
          {children}
        </ul>
      )}
    </li>
  )
}
