import { useQuery } from '@tanstack/react-query'
import { Copyable } from '../../parts/copyable.tsx'
import { Failed } from '../../parts/failed.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Panel } from '../../parts/panel.tsx'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'
import styles from './settings.module.css'

const words = texts.settings.proofKey

/** What whoever receives a proof needs to know whose it is. */
export function ProofKey() {
  // It comes once its answer or failure is there (settings.tsx).
  const { data, error, refetch } = useQuery({ ...reading('showProofKey'), retryOnMount: false })
  return (
    <Panel title={words.title} sentence={words.sentence}>
      {error ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <div className={styles.card}>
          <Copyable label={words.pem} text={data.pem.trim()} help={words.pemHelp} />
          <Copyable label={words.fingerprint} text={data.fingerprint} help={words.fingerprintHelp} />
        </div>
      ) : (
        <Loading lines={5} />
      )}
    </Panel>
  )
}
