import { useQuery } from '@tanstack/react-query'
import type { ClientCredentialsView } from '#api/contract/client-credentials.ts'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'
import styles from './settings.module.css'

const words = texts.settings

interface GuideProps {
  readonly platform: ClientCredentialsView['platform']
  readonly isOpen: boolean
}

/** How an administrator gets an app at the platform, and where the platform says what apps may do. */
export function Guide({ platform: { id, title }, isOpen }: GuideProps) {
  const { data } = useQuery(reading('showPlatform', id))
  return (
    <details className={styles.help} open={isOpen}>
      <summary>{words.guide}</summary>
      <ol className={styles.guide}>
        {words.steps(title).map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {data && data.links.length > 0 && (
        <ul className={styles.links}>
          {data.links.map((link) => (
            <li key={link.url}>
              <a href={link.url} target="_blank" rel="noreferrer">
                {link.title}
              </a>
            </li>
          ))}
        </ul>
      )}
    </details>
  )
}
