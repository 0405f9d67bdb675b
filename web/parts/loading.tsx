import { texts } from '../texts/texts.ts'
import styles from './loading.module.css'

/** Where a word will stand. */
export function Bone({ width = '60%' }: { readonly width?: string | number }) {
  return <span aria-hidden className={styles.bone} style={{ width }} />
}

/** Where lines of text will stand. */
export function Loading({ lines = 4 }: { readonly lines?: number }) {
  return (
    <div role="status" aria-label={texts.loading} className={styles.lines}>
      {Array.from({ length: lines }, (_, line) => (
        <Bone key={line} width={`${90 - ((line * 23) % 45)}%`} />
      ))}
    </div>
  )
}
