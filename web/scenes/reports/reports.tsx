import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { addressOf } from '../../ask.ts'
import { ExportFormats } from '../../parts/export-formats.tsx'
import { Failed } from '../../parts/failed.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Page } from '../../parts/page.tsx'
import { Table } from '../../parts/table.tsx'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'
import { totalColumns } from './columns.tsx'

const words = texts.reports
const here = getRouteApi('/inside/reports')

/** All runs of each job, or of the jobs of each category, added up. */
export function Reports() {
  const { by = 'job' } = here.useSearch()
  const navigate = here.useNavigate()
  const { data, error, refetch } = useQuery(reading('showTotals', { by }))
  return (
    <Page
      title={words.title}
      actions={
        <ExportFormats
          label={words.export}
          addressOf={(format) => addressOf('exportTotals', { query: { by, format } })}
        />
      }
    >
      <p className="quiet">{words.sentence}</p>
      <Segmented<typeof by>
        style={{ alignSelf: 'flex-start' }}
        aria-label={words.by}
        value={by}
        options={[
          { value: 'job', label: words.byJob },
          { value: 'parent', label: words.byParent },
          { value: 'category', label: words.byCategory },
        ]}
        onChange={(chosen) => void navigate({ search: chosen === 'job' ? {} : { by: chosen } })}
      />
      {error ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : (
        <Table
          label={words.title}
          columns={totalColumns}
          rows={data?.totals}
          idOf={({ job, name }) => job ?? `category ${name}`}
          empty={
            <Notice title={words.empty.title} sentence={words.empty.sentence}>
              <Link to="/jobs">{words.empty.act}</Link>
            </Notice>
          }
        />
      )}
    </Page>
  )
}
