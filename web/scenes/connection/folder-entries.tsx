import { CaretDownOutlined, CaretRightOutlined, FileOutlined, FolderOutlined, InboxOutlined } from '@ant-design/icons'
import { useId, useState, type CSSProperties } from 'react'
import type { EntryView } from '#api/contract/locations.ts'
import { sizeOf } from '../../parts/size.ts'
import { Time } from '../../parts/time.tsx'
import { TreeFailed, TreeLoading, TreeMore, TreeNote } from '../../parts/tree-notes.tsx'
import { useRowFocus } from '../../parts/tree.tsx'
import { useEntries } from '../../parts/use-entries.ts'
import { texts } from '../../texts/texts.ts'
import { Download } from './download.tsx'
import styles from './entry-tree.module.css'

const words = texts.connection.content

interface FolderEntriesProps {
  readonly location: string
  readonly level: number
}

/** What a folder holds, asked for when it is opened, page by page. */
export function FolderEntries({ location, level }: FolderEntriesProps) {
  const pages = useEntries(location)
  if (pages.error) return <TreeFailed level={level} pages={pages} />
  if (!pages.data) return <TreeLoading level={level} />
  const entries = pages.data.pages.flatMap((page) => page.entries)
  return (
    <>
      {entries.map((entry, index) => (
        <Entry key={entry.location} entry={entry} level={level} isFirst={level === 1 && index === 0} />
      ))}
      {entries.length === 0 && <TreeNote level={level}>{level === 1 ? words.nothing.sentence : words.empty}</TreeNote>}
      <TreeMore level={level} pages={pages} />
    </>
  )
}

interface EntryProps {
  readonly entry: EntryView
  readonly level: number
  /** Where Tab comes to at first. */
  readonly isFirst: boolean
}

const icons = { space: <InboxOutlined />, folder: <FolderOutlined />, file: <FileOutlined />, other: <FileOutlined /> }

function Entry({ entry, level, isFirst }: EntryProps) {
  const [isOpen, setOpen] = useState(false)
  const nameId = useId()
  const { name, kind, what, size, modifiedAt, location } = entry
  const opens = kind === 'space' || kind === 'folder'
  return (
    <li role="none" className={styles.item} style={{ '--level': level } as CSSProperties}>
      <div
        role="treeitem"
        aria-level={level}
        aria-labelledby={nameId}
        {...(opens && { 'aria-expanded': isOpen })}
        {...useRowFocus(location, isFirst)}
        className={styles.row}
        onClick={opens ? () => setOpen(!isOpen) : undefined}
      >
        <span id={nameId} className={styles.said}>
          <span className={styles.name} {...(opens && { 'data-act': true, 'data-opens': true })}>
            <span aria-hidden className={styles.caret}>
              {opens && (isOpen ? <CaretDownOutlined /> : <CaretRightOutlined />)}
            </span>
            <span aria-hidden>{icons[kind]}</span>
            <span>{name}</span>
            {what !== undefined && <span className="quiet">{what}</span>}
          </span>
          <span className={styles.size}>{size === undefined ? '' : sizeOf(size)}</span>
          <span className={styles.modified}>{modifiedAt !== undefined && <Time at={modifiedAt} />}</span>
        </span>
        <span className={styles.acts}>{kind === 'file' && <Download name={name} location={location} />}</span>
      </div>
      {opens && isOpen && (
        <ul role="group" className={styles.tree}>
          <FolderEntries location={location} level={level + 1} />
        </ul>
      )}
    </li>
  )
}
