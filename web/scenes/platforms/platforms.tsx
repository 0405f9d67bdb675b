import { ApiOutlined, SwapOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { Failed } from '../../parts/failed.tsx'
import { Filters, Words } from '../../parts/filters.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Page } from '../../parts/page.tsx'
import { PlatformMark } from '../../parts/platform-mark.tsx'
import { StateTag } from '../../parts/state-tag.tsx'
import { Table } from '../../parts/table.tsx'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'
import styles from './platforms.module.css'

const words = texts.platforms
const here = getRouteApi('/inside/platforms')

/** Every platform that Gantry knows the limits of; some can be connected to. */
export function Platforms() {
  const { text } = here.useSearch()
  const change = here.useNavigate()
  const navigate = useNavigate()
  const { data, error, refetch } = useQuery(reading('listSides'))
  const connectable = useQuery(reading('listPlatforms'))
  const manifestOf = (id: string) => connectable.data?.platforms.find((one) => one.id === id)
  const rows = data?.sides.filter(({ title }) => title.toLowerCase().includes((text ?? '').toLowerCase()))
  const search = (next: string | undefined) =>
    void change({ search: next === undefined ? {} : { text: next }, replace: true })

  return (
    <Page
      title={words.title}
      actions={<Button onClick={() => void navigate({ to: '/compare' })}>{words.compare}</Button>}
    >
      <Filters>
        <Words label={words.search} value={text} onChange={search} />
      </Filters>
      {error ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : (
        <Table
          label={words.title}
          rows={rows}
          idOf={({ side }) => side}
          onOpen={({ platform }) => void navigate({ to: '/platforms/$platform', params: { platform } })}
          empty={
            <Notice title={words.noneFound.title} sentence={words.noneFound.sentence}>
              <Button onClick={() => search(undefined)}>{words.noneFound.act}</Button>
            </Notice>
          }
          columns={[
            {
              key: 'title',
              title: words.platform,
              render: ({ platform, title }) => (
                <span className={styles.name}>
                  <PlatformMark {...(manifestOf(platform)?.icon ?? markOf(title))} />
                  <Link to="/platforms/$platform" params={{ platform }}>
                    {title}
                  </Link>
                </span>
              ),
            },
            {
              key: 'connector',
              title: words.inGantry,
              render: ({ hasConnector }) =>
                hasConnector ? (
                  <StateTag tone="good" icon={<ApiOutlined aria-hidden />}>
                    {words.connector}
                  </StateTag>
                ) : (
                  <StateTag tone="neutral" icon={<SwapOutlined aria-hidden />}>
                    {words.noConnector}
                  </StateTag>
                ),
            },
          ]}
        />
      )}
      {rows && <span className={styles.summary}>{words.loaded(rows.length)}</span>}
    </Page>
  )
}

/** Platforms without a connector have no mark of their own: their first letter in a quiet hue. */
function markOf(title: string) {
  return { letters: title.slice(0, 1), hue: 215 }
}
