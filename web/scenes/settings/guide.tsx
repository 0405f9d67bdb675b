import { texts } from '../../texts/texts.ts'
import styles from './settings.module.css'

const words = texts.settings

interface GuideProps {
  /** Its title. */
  readonly platform: string
  readonly isOpen: boolean
}

/** How an administrator gets an app at the platform. */
export function Guide({ platform, isOpen }: GuideProps) {
  return (
    <details open={isOpen}>
      <summary>{words.guide}</summary>
      <ol className={styles.guide}>
        {words.steps(platform).map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </details>
  )
}
