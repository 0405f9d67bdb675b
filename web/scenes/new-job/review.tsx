import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Alert, Button, Input } from 'antd'
import { useId } from 'react'
import { api } from '../../api.ts'
import { useMe } from '../../me.ts'
import { CopyButton } from '../../parts/copy-button.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Refused } from '../../parts/refused.tsx'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'
import { MappingPreview } from './mapping-preview.tsx'
import { forgetDraft, wishOf, type Draft } from './draft.ts'
import styles from './new-job.module.css'

const words = texts.newJob

interface ReviewProps {
  readonly draft: Draft
  readonly onChange: (change: Partial<Draft>) => void
  readonly onBack: () => void
}

/** The whole job in a sentence and as a job file, before it is there; then it is created, best with a dry run. */
export function Review({ draft, onChange, onBack }: ReviewProps) {
  const id = useId()
  const { may } = useMe()
  const client = useQueryClient()
  const navigate = useNavigate()
  const wish = wishOf(draft)
  const preview = useQuery({ ...reading('previewJob', wish), placeholderData: keepPreviousData, retry: false })
  const { deletedItems = 'keep', foreignItems = 'keep', direction } = draft.options
  const deletes = deletedItems !== 'keep' || foreignItems !== 'keep' || direction === 'move'
  const creating = useMutation({
    mutationFn: async (simulates: boolean) => {
      const job = await api.addJob(wish)
      return { job, run: simulates ? await api.startRun(job.id, true) : undefined }
    },
    async onSuccess({ job, run }) {
      forgetDraft()
      await client.invalidateQueries({ queryKey: ['listJobs'] })
      if (run) await navigate({ to: '/runs/$run', params: { run: run.id } })
      else await navigate({ to: '/jobs/$job', params: { job: job.id } })
    },
  })
  return (
    <>
      <div className={styles.named}>
        <div>
          <label htmlFor={`${id}name`}>{`${words.name} (${texts.optional})`}</label>
          <Input
            id={`${id}name`}
            autoComplete="off"
            maxLength={200}
            value={draft.name}
            placeholder={preview.data?.name ?? ''}
            onChange={({ target }) => onChange({ name: target.value })}
          />
          <span className={styles.help}>{words.nameHelp}</span>
        </div>
        <div>
          <label htmlFor={`${id}category`}>{`${words.category} (${texts.optional})`}</label>
          <Input
            id={`${id}category`}
            autoComplete="off"
            maxLength={60}
            value={draft.category}
            onChange={({ target }) => onChange({ category: target.value })}
          />
          <span className={styles.help}>{words.categoryHelp}</span>
        </div>
      </div>
      <Refused error={preview.error} />
      {/* It names every row that is wrong, also where that is why the job is refused. */}
      {wish.mapping && <MappingPreview wish={wish} isRefused={preview.error !== null} />}
      {preview.data && !preview.error && (
        <>
          <p className={styles.summary}>{preview.data.summary}</p>
          {preview.data.notices.map((notice) => (
            <Alert key={notice} type="info" showIcon title={notice} />
          ))}
          <div className={styles.fileHead}>
            <h3>{words.file}</h3>
            <CopyButton text={preview.data.file} />
          </div>
          <p className="quiet">{words.fileHelp}</p>
          <pre className={styles.file} role="region" tabIndex={0} aria-label={words.file}>
            {preview.data.file}
          </pre>
        </>
      )}
      {preview.isPending && <Loading lines={4} />}
      <p className="quiet">{deletes ? words.simulateFirst : words.simulateHelp}</p>
      <Refused error={creating.error} />
      <div className={styles.acts}>
        <Button onClick={onBack}>{words.back}</Button>
        {may('jobs.run') && (
          <Button
            type="primary"
            disabled={preview.error !== null}
            loading={creating.isPending && creating.variables}
            onClick={() => creating.mutate(true)}
          >
            {words.createAndSimulate}
          </Button>
        )}
        <Button
          disabled={preview.error !== null}
          loading={creating.isPending && !creating.variables}
          onClick={() => creating.mutate(false)}
        >
          {words.create}
        </Button>
      </div>
    </>
  )
}
