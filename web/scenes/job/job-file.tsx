import { useQuery } from '@tanstack/react-query'
import { Button, Modal } from 'antd'
import type { JobView } from '#api/contract/jobs.ts'
import { addressOf } from '../../ask.ts'
import { CopyButton } from '../../parts/copy-button.tsx'
import { Failed } from '../../parts/failed.tsx'
import { Loading } from '../../parts/loading.tsx'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'
import styles from './job.module.css'

const words = texts.job.file

interface JobFileProps {
  readonly job: JobView
  readonly onClose: () => void
}

/** The job as a job file, to be read, copied or taken along. */
export function JobFile({ job: { id, name }, onClose }: JobFileProps) {
  const { data: text, error, refetch } = useQuery({ ...reading('exportJobs', id), staleTime: 0 })
  return (
    <Modal
      open
      width={720}
      title={words.title(name)}
      onCancel={onClose}
      footer={
        <div className={styles.fileActs}>
          <CopyButton text={text ?? ''} />
          <Button href={addressOf('exportJobs', { query: { jobs: id } })} download="gantry-jobs.yaml">
            {words.download}
          </Button>
          <Button type="primary" onClick={onClose}>
            {texts.close}
          </Button>
        </div>
      }
    >
      <p className="quiet">{words.help}</p>
      {text === undefined ? (
        error ? (
          <Failed error={error} onRetry={() => void refetch()} />
        ) : (
          <Loading lines={4} />
        )
      ) : (
        <pre className={styles.file} role="region" tabIndex={0} aria-label={words.content}>
          {text}
        </pre>
      )}
    </Modal>
  )
}
