import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import type { RunOverview } from '#api/contract/exports.ts'
import type { RunView } from '#api/contract/runs.ts'
import { Failed } from '../../parts/failed.tsx'
import { Panel } from '../../parts/panel.tsx'
import { sizeOf } from '../../parts/size.ts'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'
import styles from './run.module.css'

const words = texts.run

/** The files of a run by type, size and age, once it has ended. */
export function Overview({ run: { id, kind, report } }: { readonly run: RunView }) {
  const { data, error, refetch } = useQuery({
    ...reading('showRunOverview', id),
    enabled: report !== undefined,
    retry: false,
    // It comes once its answer or failure is there (run.tsx).
    retryOnMount: false,
  })
  if (error) {
    return (
      <Panel title={words.overview[kind]}>
        <Failed error={error} onRetry={() => void refetch()} />
      </Panel>
    )
  }
  if (!data || data.types.length === 0) return null
  return (
    <Panel title={words.overview[kind]}>
      <div className={styles.shares}>
        {(['types', 'sizes', 'ages'] as const).map((by) => (
          <Shares key={by} title={words.shares[by]} shares={data[by]} />
        ))}
      </div>
    </Panel>
  )
}

function Shares({ title, shares }: { readonly title: string; readonly shares: RunOverview['types'] }) {
  const id = useId()
  const most = Math.max(1, ...shares.map(({ files }) => files))
  const isFlagged = shares.some(({ flagged }) => flagged > 0)
  return (
    <table className={styles.share} aria-labelledby={id}>
      <thead>
        <tr>
          <th scope="col" id={id}>
            {title}
          </th>
          <td className={styles.measure} />
          <th scope="col">{words.files}</th>
          <th scope="col">{words.bytes}</th>
          {isFlagged && <th scope="col">{words.flagged}</th>}
        </tr>
      </thead>
      <tbody>
        {shares.map(({ class: code, words: name, files, bytes, flagged }) => (
          <tr key={code}>
            <th scope="row">{name}</th>
            <td className={styles.measure} aria-hidden>
              <span style={{ width: `${(files / most) * 100}%` }} />
            </td>
            <td>{files.toLocaleString('en-GB')}</td>
            <td>{sizeOf(bytes)}</td>
            {isFlagged && <td>{flagged === 0 ? '–' : flagged.toLocaleString('en-GB')}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
