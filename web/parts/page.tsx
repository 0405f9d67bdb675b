import { useEffect, type ReactNode } from 'react'
import styles from './page.module.css'

interface PageProps {
  readonly title: string
  readonly before?: ReactNode
  /** Beside the title: what it is, since when. */
  readonly beside?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** A page inside the shell: its title, what can be done, what there is. */
export function Page({ title, before, beside, actions, children }: PageProps) {
  useTitle(title)
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        {before}
        <h1>{title}</h1>
        {beside}
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </div>
      {children}
    </div>
  )
}

/** What the browser shows on the tab. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} – Gantry`
  }, [title])
}
