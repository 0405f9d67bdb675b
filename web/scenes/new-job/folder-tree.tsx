import { CaretDownOutlined, CaretRightOutlined, FolderOutlined, InboxOutlined } from '@ant-design/icons'
import { useId, useRef, useState, type CSSProperties, type KeyboardEvent } from 'react'
import type { EntryView } from '#api/contract/locations.ts'
import { TreeFailed, TreeLoading, TreeMore, TreeNote } from '../../parts/tree-notes.tsx'
import { useEntries } from '../../parts/use-entries.ts'
import { texts } from '../../texts/texts.ts'
import styles from './folder-tree.module.css'

const words = texts.newJob

interface FolderTreeProps {
  readonly label: string
  /** What is listed at the top. */
  readonly location: string
  /** The folder that is chosen, as it can be typed after the connection. */
  readonly chosen: string
  readonly onChoose: (folder: string) => void
}

/** Folders, opened level by level: Right opens one, Left closes it, Enter or a click chooses it. */
export function FolderTree({ label, location, chosen, onChoose }: FolderTreeProps) {
  const tree = useRef<HTMLUListElement>(null)
  const onKeyDown = (event: KeyboardEvent) => {
    const rows = [...(tree.current?.querySelectorAll<HTMLElement>('[role=treeitem]') ?? [])]
    const at = rows.findIndex((row) => row === document.activeElement)
    const row = rows[at]
    if (!row) return
    const isOpen = row.getAttribute('aria-expanded') === 'true'
    const toggle = () => press(row.querySelector<HTMLElement>('[data-opens]'))
    const act = () => press(row.querySelector<HTMLElement>('[data-act]') ?? row)
    const moves: Readonly<Record<string, () => HTMLElement | null | undefined>> = {
      ArrowDown: () => rows[at + 1],
      ArrowUp: () => rows[at - 1],
      Home: () => rows[0],
      End: () => rows.at(-1),
      ArrowRight: () => (isOpen ? rows[at + 1] : toggle()),
      ArrowLeft: () =>
        isOpen ? toggle() : row.closest('[role=group]')?.parentElement?.querySelector<HTMLElement>('[role=treeitem]'),
      Enter: act,
      ' ': act,
    }
    const move = moves[event.key]
    if (!move) return
    event.preventDefault()
    move()?.focus()
  }
  return (
    <ul ref={tree} role="tree" aria-label={label} className={styles.tree} onKeyDown={onKeyDown}>
      <Folders location={location} level={1} chosen={chosen} onChoose={onChoose} />
    </ul>
  )
}

function press(element: HTMLElement | null): undefined {
  element?.click()
}

interface FoldersProps extends Omit<FolderTreeProps, 'label'> {
  readonly level: number
}

function Folders({ location, level, ...choice }: FoldersProps) {
  const pages = useEntries(location)
  if (pages.error) return <TreeFailed level={level} pages={pages} />
  if (!pages.data) return <TreeLoading level={level} />
  const folders = pages.data.pages
    .flatMap(({ entries }) => entries)
    .filter(({ kind }) => kind === 'space' || kind === 'folder')
  return (
    <>
      {folders.map((folder, at) => (
        <Folder
          key={folder.location}
          folder={folder}
          level={level}
          isFirst={level === 1 && at === 0}
          isAlone={level === 1 && folders.length === 1}
          {...choice}
        />
      ))}
      {folders.length === 0 && <TreeNote level={level}>{words.noFolder}</TreeNote>}
      <TreeMore level={level} pages={pages} />
    </>
  )
}

interface FolderProps extends Omit<FoldersProps, 'location'> {
  readonly folder: EntryView
  /** The one that Tab comes to. */
  readonly isFirst: boolean
  /** There is no other at the top, so it stands open. */
  readonly isAlone: boolean
}

function Folder({ folder: { name, kind, location }, level, isFirst, isAlone, chosen, onChoose }: FolderProps) {
  const id = useId()
  const typed = location.startsWith('/') ? location : location.slice(location.indexOf(':') + 1)
  const isChosen = typed === chosen
  // The way to what is chosen already stands open.
  const [isOpen, setOpen] = useState(isAlone || chosen.startsWith(`${typed}/`))
  return (
    <li role="none">
      <div
        role="treeitem"
        aria-level={level}
        aria-labelledby={id}
        aria-expanded={isOpen}
        aria-selected={isChosen}
        tabIndex={isFirst ? 0 : -1}
        className={styles.row}
        style={{ '--level': level } as CSSProperties}
        onClick={() => onChoose(typed)}
        onDoubleClick={() => setOpen(!isOpen)}
      >
        <span
          aria-hidden
          className={styles.caret}
          data-opens
          onClick={(event) => {
            event.stopPropagation()
            setOpen(!isOpen)
          }}
        >
          {isOpen ? <CaretDownOutlined /> : <CaretRightOutlined />}
        </span>
        <span aria-hidden>{kind === 'space' ? <InboxOutlined /> : <FolderOutlined />}</span>
        <span id={id}>{name}</span>
      </div>
      {isOpen && (
        <ul role="group" className={styles.group}>
          <Folders location={location} level={level + 1} chosen={chosen} onChoose={onChoose} />
        </ul>
      )}
    </li>
  )
}
