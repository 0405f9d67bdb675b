import { DownloadOutlined, SafetyCertificateOutlined } from '@ant-design/icons'
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Button } from 'antd'
import type { AuditFilter } from '#api/contract/audit.ts'
import { api } from '../../api.ts'
import { addressOf } from '../../ask.ts'
import { useMe } from '../../me.ts'
import { Failed } from '../../parts/failed.tsx'
import { More } from '../../parts/more.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Page } from '../../parts/page.tsx'
import { pagesOf } from '../../parts/pages.ts'
import { Table } from '../../parts/table.tsx'
import { texts } from '../../texts/texts.ts'
import { AuditFilters, type Narrowed } from './audit-filters.tsx'
import { columns } from './columns.tsx'
import { Verification } from './verification.tsx'

const words = texts.audit
const here = getRouteApi('/inside/audit')

/** What people, tokens and Gantry itself did. */
export function Audit() {
  const search = here.useSearch()
  const navigate = here.useNavigate()
  const { may } = useMe()
  const filter = filterOf(search)
  const pages = useInfiniteQuery(
    pagesOf(['searchAudit', filter], async (after) => api.searchAudit({ ...filter, ...after })),
  )
  const verifying = useMutation({ mutationFn: async () => api.verifyAudit() })
  const rows = pages.data?.pages.flatMap(({ entries }) => entries)
  return (
    <Page
      title={words.title}
      actions={
        may('audit.read') && (
          <>
            <Button
              icon={<SafetyCertificateOutlined aria-hidden />}
              loading={verifying.isPending}
              onClick={() => verifying.mutate()}
            >
              {words.verify}
            </Button>
            <Button
              icon={<DownloadOutlined aria-hidden />}
              href={addressOf('exportAudit', { query: { ...filter } })}
              download="audit.jsonl"
              title={words.exportHint}
            >
              {words.export}
            </Button>
          </>
        )
      }
    >
      <Verification verdict={verifying.data} error={verifying.error} />
      <AuditFilters
        search={search}
        onChange={(next, options) => void navigate({ search: (before) => ({ ...before, ...next }), ...options })}
      />
      {pages.error ? (
        <Failed error={pages.error} onRetry={() => void pages.refetch()} />
      ) : (
        <Table
          label={words.title}
          columns={columns}
          rows={rows}
          idOf={({ seq }) => String(seq)}
          empty={
            <Notice title={words.noneFound.title} sentence={words.noneFound.sentence}>
              <Button onClick={() => void navigate({ search: {} })}>{words.noneFound.act}</Button>
            </Notice>
          }
        />
      )}
      <More pages={pages} summary={rows && words.loaded(rows.length)} />
    </Page>
  )
}

/** Days are days where the reader is; the last one counts whole. */
function filterOf({ from, to, ...rest }: Narrowed): AuditFilter {
  return {
    ...rest,
    ...(from !== undefined && { from: startOf(from, 0) }),
    ...(to !== undefined && { to: startOf(to, 1) }),
  }
}

function startOf(day: string, daysLater: number): string {
  const start = new Date(`${day}T00:00:00`)
  start.setDate(start.getDate() + daysLater)
  return start.toISOString()
}
