import { FileOutlined, FolderOutlined } from '@ant-design/icons'
import { useEffect, useState } from 'react'
import type { EntryView } from '#api/contract/locations.ts'
import { texts } from '../texts/texts.ts'
import type { NamedPath, NamePath } from './named-path.ts'
import { sizeOf } from './size.ts'
import { TickRow } from './tick-row.tsx'
import styles from './tick-tree.module.css'
import type { Ticks } from './ticks.ts'
import { TreeFailed, TreeLoading, TreeMore, TreeNote } from './tree-notes.tsx'
import { useEntries } from './use-entries.ts'

const words = texts.ticks
/** Rows of a folder that are drawn at once; more come at a press. */
const rowsAtOnce = 200
/** As far as a search looks through a folder that comes in pages. */
const mostSearched = 20_000

/** What the rows of one tree have in common. */
export interface TickTreeState {
  readonly ticks: Ticks
  /** What is searched for in the names of what is open. */
  readonly text: string
  readonly isOpen: (location: string) => boolean
  readonly onOpen: (location: string, isOpen: boolean) => void
  readonly onToggle: (entry: NamedPath) => void
}

interface TickEntriesProps {
  readonly folder: NamePath
  readonly location: string
  readonly tree: TickTreeState
}

/** What is in a folder, asked for when it is opened; with what is ticked or unticked there and is there no more. */
export function TickEntries({ folder, location, tree }: TickEntriesProps) {
  const pages = useEntries(location)
  const [most, setMost] = useState(rowsAtOnce)
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages
  const level = folder.length + 2
  const all = (pages.data?.pages ?? []).flatMap(({ entries }) => entries)
  const goesOn = tree.text !== '' && hasNextPage && !pages.error && all.length < mostSearched
  useEffect(() => {
    if (goesOn && !isFetchingNextPage) void fetchNextPage()
  }, [goesOn, isFetchingNextPage, fetchNextPage])

  if (pages.error) return <TreeFailed level={level} pages={pages} />
  if (!pages.data) return <TreeLoading level={level} />
  if (all[0]?.kind === 'space') return <TreeNote level={level}>{words.spaceFirst}</TreeNote>
  const isFound = (entry: NamedPath) => nameOf(entry).toLowerCase().includes(tree.text.toLowerCase())
  const rows = all.filter(isCopied).map((entry) => rowOf(entry, folder))
  const gone = hasNextPage ? [] : tree.ticks.missingIn(folder, rows).filter(isFound)
  const found = rows.filter((row) => isFound(row) || tree.isOpen(row.location))
  return (
    <>
      {found.slice(0, most).map((row) => (
        <TickRow
          key={row.location}
          entry={row}
          name={nameOf(row)}
          icon={iconOf(row)}
          beside={row.size !== undefined && <span className={styles.beside}>{sizeOf(row.size)}</span>}
          location={row.location}
          tree={tree}
        >
          <TickEntries folder={row.path} location={row.location} tree={tree} />
        </TickRow>
      ))}
      {gone.map((entry) => (
        <TickRow
          key={`gone ${nameOf(entry)}`}
          entry={entry}
          name={nameOf(entry)}
          icon={iconOf(entry)}
          beside={<span className={styles.beside}>{words.gone}</span>}
          location={`${location}/${nameOf(entry)}`}
          isGone
          tree={tree}
        />
      ))}
      {goesOn && <TreeLoading level={level} />}
      {found.length + gone.length === 0 && !goesOn && (
        <TreeNote level={level}>{rows.length === 0 ? words.empty : words.notFound(tree.text)}</TreeNote>
      )}
      <TreeMore
        level={level}
        pages={{
          isFetchingNextPage,
          hasNextPage: !goesOn && (hasNextPage || found.length > most),
          async fetchNextPage() {
            setMost(most + rowsAtOnce)
            if (found.length <= most) await fetchNextPage()
          },
        }}
      />
    </>
  )
}

/** What no job copies is not shown. */
function isCopied({ kind, traits = [] }: EntryView): boolean {
  return (kind === 'file' || kind === 'folder') && !traits.includes('system') && !traits.includes('deleted')
}

function rowOf({ name, kind, size, location }: EntryView, folder: NamePath) {
  return { path: [...folder, name], isFolder: kind === 'folder', size, location }
}

function nameOf({ path }: NamedPath): string {
  return path.at(-1) ?? ''
}

function iconOf({ isFolder }: NamedPath) {
  return isFolder ? <FolderOutlined /> : <FileOutlined />
}
