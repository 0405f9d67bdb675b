import { CheckCircleOutlined, CloseCircleOutlined, MinusCircleOutlined, WarningOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { ConnectionTest } from '#api/contract/connections.ts'
import { texts } from '../texts/texts.ts'
import styles from './checks.module.css'

type Check = ConnectionTest['checks'][number]

const icons: Readonly<Record<Check['outcome'], ReactNode>> = {
  passed: <CheckCircleOutlined aria-hidden />,
  warning: <WarningOutlined aria-hidden />,
  failed: <CloseCircleOutlined aria-hidden />,
  skipped: <MinusCircleOutlined aria-hidden />,
}

/** What a test looked at, line by line. */
export function Checks({ checks }: { readonly checks: readonly Check[] }) {
  return (
    <ul className={styles.checks} aria-label={texts.addConnection.checks}>
      {checks.map(({ name, what, outcome, sentence }) => (
        <li key={what ?? name} className={styles[outcome]}>
          {icons[outcome]}
          <span className={styles.name}>
            {what ?? texts.checks[name]}
            <span className="unseen">: {texts.outcomes[outcome]}.</span>
          </span>
          <span className={styles.sentence}>{sentence}</span>
        </li>
      ))}
    </ul>
  )
}
