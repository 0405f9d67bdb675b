import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Alert } from 'antd'
import type { NewJob } from '#api/contract/jobs.ts'
import type { MappingPreview as Preview } from '#api/contract/mapping.ts'
import { Loading } from '../../parts/loading.tsx'
import { Path } from '../../parts/path.tsx'
import { Refused } from '../../parts/refused.tsx'
import { Table, type Column } from '../../parts/table.tsx'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'
import styles from './new-job.module.css'

const words = texts.mapping

const jobColumns: readonly Column<Preview['jobs'][number]>[] = [
  { key: 'name', title: words.name, render: ({ name }) => name },
  { key: 'from', title: words.from, render: ({ source }) => <Path text={source} /> },
  { key: 'to', title: words.to, render: ({ destination }) => <Path text={destination} /> },
]
const leftColumns: readonly Column<Preview['leftOut'][number]>[] = [
  { key: 'name', title: words.name, render: ({ name }) => name },
  { key: 'why', title: words.why, render: ({ why }) => why },
]

interface MappingPreviewProps {
  readonly wish: NewJob
  /** That, and why, is said already. */
  readonly isRefused: boolean
}

/** The jobs that a mapping would make as things are now, and what it leaves out. */
export function MappingPreview({ wish, isRefused }: MappingPreviewProps) {
  // Folders are looked into for it, and what the job is called changes nothing of that.
  const { name: _name, category: _category, ...places } = wish
  const found = useQuery({
    ...reading('previewChildren', places),
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 30_000,
  })
  if (found.error) return isRefused ? null : <Refused error={found.error} />
  if (!found.data) {
    return (
      <>
        <p className="quiet">{words.preview.wait}</p>
        <Loading lines={3} />
      </>
    )
  }
  const { jobs, leftOut, notices } = found.data
  const areWrong = leftOut.length > 0 && wish.mapping?.each === 'row' && wish.mapping.wrongRows !== 'leave-out'
  return (
    <section className={styles.found} aria-label={words.preview.title(jobs.length)}>
      <h3>{words.preview.title(jobs.length)}</h3>
      <p className="quiet">
        {areWrong ? words.preview.refused : jobs.length === 0 ? words.preview.none : words.preview.sentence}
      </p>
      {notices.map((notice) => (
        <Alert key={notice} type="warning" showIcon title={notice} />
      ))}
      {jobs.length > 0 && (
        <div className={styles.foundRows}>
          <Table
            label={words.preview.title(jobs.length)}
            columns={jobColumns}
            rows={jobs}
            idOf={({ source, destination }) => `${source} ${destination}`}
          />
        </div>
      )}
      {leftOut.length > 0 && (
        <details open={areWrong}>
          <summary>{areWrong ? words.preview.wrong(leftOut.length) : words.preview.leftOut(leftOut.length)}</summary>
          <Table
            wraps
            label={words.preview.leftOut(leftOut.length)}
            columns={leftColumns}
            rows={leftOut}
            idOf={({ name, why }) => `${name} ${why}`}
          />
        </details>
      )}
    </section>
  )
}
