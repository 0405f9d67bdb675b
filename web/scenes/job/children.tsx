import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Alert } from 'antd'
import { useState } from 'react'
import type { JobView } from '#api/contract/jobs.ts'
import type { MappingLook } from '#api/contract/mapping.ts'
import { api } from '../../api.ts'
import { addressOf } from '../../ask.ts'
import { lookEveryMs } from '../../live.ts'
import { useMe } from '../../me.ts'
import { ExportFormats } from '../../parts/export-formats.tsx'
import { Facts } from '../../parts/facts.tsx'
import { Failed } from '../../parts/failed.tsx'
import { Filters, Words } from '../../parts/filters.tsx'
import { More } from '../../parts/more.tsx'
import { Notice } from '../../parts/notice.tsx'
import { pagesOf } from '../../parts/pages.ts'
import { Panel } from '../../parts/panel.tsx'
import { hasEnded } from '../../parts/run-state.tsx'
import { sizeOf } from '../../parts/size.ts'
import { Table } from '../../parts/table.tsx'
import { texts } from '../../texts/texts.ts'
import { childColumns } from './child-columns.tsx'
import styles from './job.module.css'

const words = texts.mapping.children
const many = 10

/** A page after another of those that have these words. */
export function childrenOf(job: string, text?: string) {
  return pagesOf(['listChildren', job, text], async (after) => api.listChildren(job, { text, limit: 50, ...after }))
}

/** The jobs that a mapping job has made, how each stands, and what all of them have done. */
export function Children({ job: { id, lastLook } }: { readonly job: JobView }) {
  const navigate = useNavigate()
  const { may } = useMe()
  const [text, setText] = useState<string>()
  const pages = useInfiniteQuery({
    ...childrenOf(id, text),
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ children }) => children.some(({ lastRun }) => lastRun && !hasEnded(lastRun.state)))
        ? lookEveryMs()
        : false,
  })
  const rows = pages.data?.pages.flatMap(({ children }) => children)
  const sums = pages.data?.pages[0]?.sums
  return (
    <Panel
      title={words.title}
      sentence={words.sentence}
      actions={
        may('reports.read') &&
        sums !== undefined &&
        sums.jobs > 0 && (
          <ExportFormats
            label={words.export}
            addressOf={(format) => addressOf('exportChildren', { parts: { job: id }, query: { format } })}
          />
        )
      }
    >
      {sums && sums.jobs > 0 && (
        <Facts
          facts={[
            [words.jobs, words.sums(sums.jobs, sums.left)],
            [texts.itemStates.succeeded, counted(sums.states.succeeded)],
            [texts.itemStates.revised, counted(sums.states.revised)],
            [texts.mapping.flagged, counted(sums.flagged)],
            [words.ignored, counted(sums.ignored)],
            [texts.mapping.moved, `${texts.run.loaded(sums.moved.items)}, ${sizeOf(sums.moved.bytes)}`],
            [words.verified, counted(sums.verified)],
          ]}
        />
      )}
      {lastLook && <Look look={lastLook} />}
      {sums !== undefined && sums.jobs > many && (
        <Filters>
          <Words label={words.search} value={text} onChange={setText} />
        </Filters>
      )}
      {pages.error ? (
        <Failed error={pages.error} onRetry={() => void pages.refetch()} />
      ) : (
        <Table
          label={words.title}
          columns={childColumns}
          rows={rows}
          idOf={({ job }) => job}
          onOpen={({ job }) => void navigate({ to: '/jobs/$job', params: { job } })}
          empty={<Notice {...(text === undefined ? words.none : words.noneFound)} />}
        />
      )}
      <More pages={pages} summary={rows && words.loaded(rows.length)} />
    </Panel>
  )
}

function counted(items: number): string {
  return items.toLocaleString('en-GB')
}

/** What the last look has found besides. */
function Look({ look: { made, gone, leftOut, leftOutCount } }: { readonly look: MappingLook }) {
  const { look } = texts.mapping
  return (
    <>
      {gone.length > 0 && <Alert type="warning" showIcon title={look.gone(gone)} />}
      {made > 0 && <p className="quiet">{look.made(made)}</p>}
      {leftOutCount > 0 && (
        <details className={styles.left}>
          <summary>{look.leftOut(leftOutCount)}</summary>
          <dl>
            {leftOut.map(({ name, why }) => (
              <div key={`${name} ${why}`}>
                <dt>{name}</dt>
                <dd>{why}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </>
  )
}
