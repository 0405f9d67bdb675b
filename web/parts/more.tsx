import { Button } from 'antd'
import { texts } from '../texts/texts.ts'
import styles from './more.module.css'

interface MoreProps {
  /** As `useInfiniteQuery` gives it. */
  readonly pages: {
    readonly hasNextPage: boolean
    readonly isFetchingNextPage: boolean
    readonly fetchNextPage: () => Promise<unknown>
  }
  /** What is shown so far. */
  readonly summary: string | undefined
}

/** Below a list that comes in pages: how much is shown, and the next page. */
export function More({ pages: { hasNextPage, isFetchingNextPage, fetchNextPage }, summary }: MoreProps) {
  if (summary === undefined) return null
  return (
    <div className={styles.more}>
      <span aria-live="polite">{summary}</span>
      {hasNextPage && (
        <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {texts.more}
        </Button>
      )}
    </div>
  )
}
