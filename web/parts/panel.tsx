import { useId, type ReactNode } from 'react'
import styles from './panel.module.css'

interface PanelProps {
  readonly title: string
  /** Under the title: what it is for. */
  readonly sentence?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** One of several parts of a page, with its own heading. */
export function Panel({ title, sentence, actions, children }: PanelProps) {
  const id = useId()
  return (
    <section className={styles.panel} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 id={id}>{title}</h2>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </div>
      {sentence !== undefined && <p className={styles.sentence}>{sentence}</p>}
      {children}
    </section>
  )
}
