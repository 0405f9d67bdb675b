import type { ReactNode } from 'react'
import { CopyButton } from './copy-button.tsx'
import styles from './copyable.module.css'

interface CopyableProps {
  readonly label: string
  readonly text: string
  /** Below it: how long it is valid, that it is shown once. */
  readonly help?: ReactNode
}

/** A text to be taken elsewhere: an address, a link, a token. */
export function Copyable({ label, text, help }: CopyableProps) {
  return (
    <div className={styles.copyable}>
      <span className={styles.label}>{label}</span>
      <div className={styles.row}>
        <code className={styles.text}>{text}</code>
        <CopyButton text={text} />
      </div>
      {help !== undefined && <span className={styles.help}>{help}</span>}
    </div>
  )
}
