import { DownOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button, Dropdown, Segmented } from 'antd'
import { exportFormats } from '#api/contract/exports.ts'
import { addressOf } from '../../ask.ts'
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
        <Dropdown
          autoFocus
          trigger={['click']}
          placement="bottomRight"
          menu={{
            items: exportFormats.map((format) => ({
              key: format,
              label: (
                <a href={addressOf('exportTotals', { query: { by, format } })} download>
                  {texts.run.exportFormats[format]}
                </a>
              ),
            })),
          }}
        >
          <Button>
            {words.export} <DownOutlined aria-hidden />
          </Button>
        </Dropdown>
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
