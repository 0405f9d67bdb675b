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

/** Folders and files, opened level by level, with the keys of the ARIA tree pattern; Right on a file goes to its buttons. */
export function EntryTree({ label, location }: EntryTreeProps) {
  const tree = useRef<HTMLUListElement>(null)

  const onKeyDown = (event: KeyboardEvent) => {
    const all = [...(tree.current?.querySelectorAll<HTMLElement>('[role=treeitem]') ?? [])]
    const focused = document.activeElement
    const at = all.findIndex((row) => row.contains(focused))
    const row = all[at]
    if (!row) return
    const acts = [...row.querySelectorAll<HTMLElement>('a, button')]
    const act = acts.findIndex((one) => one === focused)
    const isOpen = row.getAttribute('aria-expanded')
    const moves: Readonly<Record<string, () => HTMLElement | null | undefined>> = {
      ArrowDown: () => all[at + 1],
      ArrowUp: () => all[at - 1],
      Home: () => all[0],
      End: () => all.at(-1),
      ArrowRight: () => (isOpen === 'false' ? press(row) : isOpen === 'true' ? all[at + 1] : acts[act + 1]),
      ArrowLeft: () => (act >= 0 ? row : isOpen === 'true' ? press(row) : parentOf(row)),
      ...(act < 0 && { Enter: () => press(row), ' ': () => press(row) }),
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

/** Opens or closes a folder, or downloads a file. */
function press(row: HTMLElement): undefined {
  row.querySelector<HTMLElement>('[data-act]')?.click()
}

function parentOf(row: HTMLElement): HTMLElement | null | undefined {
  return row.closest('[role=group]')?.parentElement?.querySelector<HTMLElement>('[role=treeitem]')
}
