import { Alert } from 'antd'
import type { AuditVerdict } from '#api/contract/audit.ts'
import { Refused } from '../../parts/refused.tsx'
import { texts } from '../../texts/texts.ts'
import styles from './audit.module.css'

const words = texts.audit

interface VerificationProps {
  readonly verdict: AuditVerdict | undefined
  readonly error: Error | null
}

/** Whether the chain of hashes holds, once it has been reckoned again. */
export function Verification({ verdict, error }: VerificationProps) {
  return (
    <div aria-live="polite" className={styles.verification}>
      <Refused error={error} />
      {verdict?.isIntact && (
        <Alert
          type="success"
          showIcon
          title={words.intact(verdict.entries)}
          description={
            <>
              {words.head(verdict.head.seq)} <span className="mono">{verdict.head.hash}</span>
            </>
          }
        />
      )}
      {verdict && !verdict.isIntact && (
        <Alert
          type="error"
          showIcon
          title={words.broken(verdict.found)}
          description={
            <>
              <p>{words.brokenHelp}</p>
              <ul>
                {verdict.findings.map(({ seq, kind, sentence }) => (
                  <li key={`${seq} ${kind}`}>{sentence}</li>
                ))}
              </ul>
            </>
          }
        />
      )}
    </div>
  )
}
