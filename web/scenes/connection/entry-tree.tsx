import { useRef, type KeyboardEvent } from 'react'
import { texts } from '../../texts/texts.ts'
import styles from './entry-tree.module.css'
import { FolderEntries } from './folder-entries.tsx'

const words = texts.connection.content

interface EntryTreeProps {
  readonly label: string
  /** What is listed at the top. */
  readonly location: string
}

/** Folders and files, opened level by level. The keys of the ARIA tree pattern: arrows, Home, End, Enter. */
export function EntryTree({ label, location }: EntryTreeProps) {
  const tree = useRef<HTMLUListElement>(null)

  const onKeyDown = (event: KeyboardEvent) => {
    const all = [...(tree.current?.querySelectorAll<HTMLElement>('[role=treeitem]') ?? [])]
    const at = all.findIndex((item) => item === document.activeElement)
    const item = all[at]
    if (!item) return
    const isOpen = item.getAttribute('aria-expanded')
    const moves: Readonly<Record<string, () => HTMLElement | null | undefined>> = {
      ArrowDown: () => all[at + 1],
      ArrowUp: () => all[at - 1],
      Home: () => all[0],
      End: () => all.at(-1),
      ArrowRight: () => (isOpen === 'false' ? toggle(item) : isOpen === 'true' ? all[at + 1] : undefined),
      ArrowLeft: () => (isOpen === 'true' ? toggle(item) : item.parentElement?.closest<HTMLElement>('[role=treeitem]')),
      Enter: () => toggle(item),
      ' ': () => toggle(item),
    }
    const move = moves[event.key]
    if (!move) return
    event.preventDefault()
    move()?.focus()
  }
  return (
    <div className={styles.frame}>
      <div className={styles.head} aria-hidden>
        <span>{words.name}</span>
        <span>{words.size}</span>
        <span>{words.modified}</span>
        <span />
      </div>
      <ul ref={tree} role="tree" aria-label={label} className={styles.tree} onKeyDown={onKeyDown}>
        <FolderEntries location={location} level={1} />
      </ul>
    </div>
  )
}

/** Opens or closes a folder, or does what stands on the row of a file. */
function toggle(item: HTMLElement): undefined {
  item.querySelector<HTMLElement>(':scope > [data-row] [data-act]')?.click()
}
