import { FolderOutlined, InboxOutlined } from '@ant-design/icons'
import { useState } from 'react'
import type { EntryView } from '#api/contract/locations.ts'
import { TreeFailed, TreeLoading, TreeMore, TreeNote } from '../../parts/tree-notes.tsx'
import { TreeRow } from '../../parts/tree-row.tsx'
import { keysToAct, Tree } from '../../parts/tree.tsx'
import { useEntries } from '../../parts/use-entries.ts'
import { texts } from '../../texts/texts.ts'

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
export function FolderTree({ label, ...choice }: FolderTreeProps) {
  return (
    <Tree label={label} isFramed keys={keysToAct}>
      <Folders level={1} {...choice} />
    </Tree>
  )
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
  readonly isFirst: boolean
  /** There is no other at the top, so it stands open. */
  readonly isAlone: boolean
}

function Folder({ folder: { name, kind, what, location }, level, isFirst, isAlone, chosen, onChoose }: FolderProps) {
  const typed = location.slice(location.indexOf(':') + 1)
  // The way to what is chosen already stands open.
  const [isOpen, setOpen] = useState(isAlone || chosen.startsWith(`${typed}/`))
  return (
    <TreeRow
      id={location}
      level={level}
      isFirst={isFirst}
      name={name}
      icon={kind === 'space' ? <InboxOutlined /> : <FolderOutlined />}
      {...(what !== undefined && { beside: <span className="quiet">{what}</span> })}
      state={{ 'aria-selected': typed === chosen }}
      isOpen={isOpen}
      onOpen={setOpen}
      onAct={() => onChoose(typed)}
    >
      <Folders location={location} level={level + 1} chosen={chosen} onChoose={onChoose} />
    </TreeRow>
  )
}
