import type { ReactNode } from 'react'
import styles from './entrance.module.css'
import { Mark } from './mark.tsx'
import { useTitle } from './page.tsx'

interface EntranceProps {
  readonly title: string
  readonly sentence?: string | undefined
  readonly children: ReactNode
  readonly below?: ReactNode
}

/** A page before the shell: the mark, a title, a form. */
export function Entrance({ title, sentence, children, below }: EntranceProps) {
  useTitle(title)
  return (
    <main className={styles.entrance}>
      <div className={styles.card}>
        <div className={styles.brand}>
          <Mark size={28} />
          Gantry
        </div>
        <h1>{title}</h1>
        {sentence !== undefined && <p className={styles.sentence}>{sentence}</p>}
        {children}
      </div>
      {below !== undefined && <p className={styles.below}>{below}</p>}
    </main>
  )
}
