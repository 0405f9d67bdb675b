import { Button } from 'antd'
import type { CSSProperties, ReactNode } from 'react'
import { texts } from '../texts/texts.ts'
import { Bone } from './loading.tsx'
import { ProblemOf } from './problem.tsx'
import type { useEntries } from './use-entries.ts'
import styles from './tree-notes.module.css'

interface TreeNoteProps {
  readonly level: number
  readonly label?: string
  readonly children: ReactNode
}

/** A line of a tree that is no entry. Arrows come to it too; its button has `data-act`, for Enter. */
export function TreeNote({ level, label, children }: TreeNoteProps) {
  return (
    <li role="none">
      <div
        role="treeitem"
        aria-level={level}
        aria-label={label}
        tabIndex={-1}
        className={styles.note}
        style={{ '--level': level } as CSSProperties}
      >
        {children}
      </div>
    </li>
  )
}

export function TreeLoading({ level }: Pick<TreeNoteProps, 'level'>) {
  return (
    <TreeNote level={level} label={texts.loading}>
      <span role="status" aria-label={texts.loading}>
        <Bone width="45%" />
      </span>
    </TreeNote>
  )
}

type Pages = ReturnType<typeof useEntries>

interface TreeFailedProps extends Pick<TreeNoteProps, 'level'> {
  readonly pages: Pick<Pages, 'error' | 'refetch'>
}

/** Why a folder cannot be listed, what to do, and again. */
export function TreeFailed({ level, pages: { error, refetch } }: TreeFailedProps) {
  if (!error) return null
  return (
    <TreeNote level={level}>
      <div role="alert" className={styles.failed}>
        <p>{error.message}</p>
        <ProblemOf error={error} />
        <Button size="small" data-act onClick={() => void refetch()}>
          {texts.tryAgain}
        </Button>
      </div>
    </TreeNote>
  )
}

interface TreeMoreProps extends Pick<TreeNoteProps, 'level'> {
  readonly pages: Pick<Pages, 'hasNextPage' | 'isFetchingNextPage'> & { fetchNextPage(): Promise<unknown> }
}

/** That there is more of a folder. */
export function TreeMore({ level, pages }: TreeMoreProps) {
  if (!pages.hasNextPage) return null
  return (
    <TreeNote level={level}>
      <Button size="small" data-act loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
        {texts.more}
      </Button>
    </TreeNote>
  )
}
