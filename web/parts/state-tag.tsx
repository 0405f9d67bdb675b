import type { ReactNode } from 'react'
import styles from './state-tag.module.css'

/** What a state asks of people: nothing, patience, or their hand. */
export type Tone = 'good' | 'changed' | 'waiting' | 'bad' | 'neutral' | 'running'

interface StateTagProps {
  readonly tone: Tone
  readonly icon: ReactNode
  readonly children: ReactNode
}

/** A state in icon, word and colour. */
export function StateTag({ tone, icon, children }: StateTagProps) {
  return (
    <span className={`${styles.tag} ${styles[tone]}`}>
      {icon}
      {children}
    </span>
  )
}
