import type { ReactNode } from 'react'
import styles from './notice.module.css'

interface NoticeProps {
  readonly title: string
  readonly sentence: string
  readonly icon?: ReactNode
  /** What can be done about it. */
  readonly children?: ReactNode
}

/** In place of content: that there is none, why, and what to do. */
export function Notice({ title, sentence, icon, children }: NoticeProps) {
  return (
    <div className={styles.notice}>
      {icon}
      <h2>{title}</h2>
      <p>{sentence}</p>
      {children !== undefined && <div className={styles.acts}>{children}</div>}
    </div>
  )
}
