import styles from './platform-mark.module.css'

interface PlatformMarkProps {
  readonly letters: string
  /** 0 to 359. */
  readonly hue: number
  readonly size?: number
}

/** A platform's plain tile: its letters in its own hue. */
export function PlatformMark({ letters, hue, size = 20 }: PlatformMarkProps) {
  return (
    <span
      aria-hidden
      className={styles.mark}
      style={{ '--hue': hue, width: size, height: size, fontSize: size * 0.5 } as React.CSSProperties}
    >
      {letters}
    </span>
  )
}
