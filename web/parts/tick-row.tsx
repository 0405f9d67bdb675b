import { BorderOutlined, CheckSquareFilled, MinusSquareFilled } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { texts } from '../texts/texts.ts'
import { canBeNamed, type NamedPath } from './named-path.ts'
import type { TickTreeState } from './tick-entries.tsx'
import styles from './tick-tree.module.css'
import { TreeRow } from './tree-row.tsx'

const looks = {
  all: { checked: true, box: <CheckSquareFilled /> },
  some: { checked: 'mixed', box: <MinusSquareFilled /> },
  none: { checked: false, box: <BorderOutlined /> },
} as const

interface TickRowProps {
  readonly entry: NamedPath
  readonly name: string
  readonly icon: ReactNode
  readonly beside?: ReactNode
  /** Where a folder can be opened. */
  readonly location: string
  readonly isFirst?: boolean
  readonly isGone?: boolean
  readonly tree: TickTreeState
  /** What is in a folder, while it is open. */
  readonly children?: ReactNode
}

/** A folder or file with its tick. */
export function TickRow({
  entry,
  name,
  icon,
  beside,
  location,
  isFirst = false,
  isGone = false,
  tree,
  children,
}: TickRowProps) {
  const { checked, box } = looks[tree.ticks.of(entry)]
  const isNameable = canBeNamed(entry.path)
  return (
    <TreeRow
      id={isGone ? `gone ${location}` : location}
      level={entry.path.length + 1}
      isFirst={isFirst}
      name={name}
      icon={
        <>
          <span className={isNameable ? styles.box : styles.fixed}>{box}</span> {icon}
        </>
      }
      state={{ 'aria-checked': checked }}
      beside={isNameable ? beside : <span className={styles.beside}>{texts.ticks.unnameable}</span>}
      isOpen={tree.isOpen(location)}
      onOpen={entry.isFolder && !isGone ? (isOpen) => tree.onOpen(location, isOpen) : undefined}
      onAct={isNameable ? () => tree.onToggle(entry) : undefined}
    >
      {children}
    </TreeRow>
  )
}
