import { keysToAct, Tree } from '../../parts/tree.tsx'
import { texts } from '../../texts/texts.ts'
import styles from './entry-tree.module.css'
import { FolderEntries } from './folder-entries.tsx'

const words = texts.connection.content

interface EntryTreeProps {
  readonly label: string
  /** What is listed at the top. */
  readonly location: string
}

/** Folders and files, opened level by level; Right on a file goes to its buttons, Enter opens or downloads. */
export function EntryTree({ label, location }: EntryTreeProps) {
  return (
    <div className={styles.frame}>
      <div className={styles.head} aria-hidden>
        <span>{words.name}</span>
        <span>{words.size}</span>
        <span>{words.modified}</span>
        <span />
      </div>
      <Tree label={label} keys={keysOf}>
        <FolderEntries location={location} level={1} />
      </Tree>
    </div>
  )
}

function keysOf(row: HTMLElement, focused: Element | null) {
  const buttons = [...row.querySelectorAll<HTMLElement>('a, button')]
  const at = buttons.findIndex((one) => one === focused)
  return {
    ...(!row.hasAttribute('aria-expanded') && { ArrowRight: () => buttons[at + 1] }),
    ...(at >= 0 ? { ArrowLeft: () => row } : keysToAct(row)),
  }
}
