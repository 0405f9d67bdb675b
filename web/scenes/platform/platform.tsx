import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useMe } from '../../me.ts'
import { Failed } from '../../parts/failed.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Page } from '../../parts/page.tsx'
import { Panel } from '../../parts/panel.tsx'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'
import { FactTable } from './fact-table.tsx'
import styles from './platform.module.css'

const words = texts.platform
const here = getRouteApi('/inside/platforms/$platform')

/** Features and limitations of one platform, each with its source. */
export function Platform() {
  const { platform: id } = here.useParams()
  const navigate = useNavigate()
  const { may } = useMe()
  const { data, error, refetch } = useQuery(reading('showPlatform', id))
  if (!data) {
    return (
      <Page title={texts.platforms.title}>
        {error ? <Failed error={error} onRetry={() => void refetch()} /> : <Loading lines={12} />}
      </Page>
    )
  }
  return (
    <Page
      title={data.title}
      beside={<span className="quiet">{words.features}</span>}
      actions={
        <>
          {data.hasConnector && may('connections.add') && (
            <Button onClick={() => void navigate({ to: '/connections', search: { add: id } })}>{words.add}</Button>
          )}
          <Button type="primary" onClick={() => void navigate({ to: '/compare', search: { from: `platform:${id}` } })}>
            {words.compareWith}
          </Button>
        </>
      }
    >
      <p className="quiet">{data.hasConnector ? data.summary : `${data.summary} ${words.onlyCompared}`}</p>
      <div className={styles.sections}>
        <FactTable title={words.supported} facts={data.supported} />
        <FactTable title={words.unsupported} facts={data.unsupported} />
        <FactTable title={words.limits} facts={data.limits} />
        <FactTable title={words.rates} facts={data.rates} />
        <FactTable title={words.notKnown} sentence={words.notKnownSentence} facts={data.notKnown} />
        {data.notes.length > 0 && (
          <Panel title={words.notes}>
            <ul className={styles.list}>
              {data.notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          </Panel>
        )}
        {data.links.length > 0 && (
          <Panel title={words.links}>
            <ul className={styles.list}>
              {data.links.map(({ title, url }) => (
                <li key={url}>
                  <a href={url} target="_blank" rel="noreferrer">
                    {title}
                  </a>
                </li>
              ))}
            </ul>
          </Panel>
        )}
      </div>
    </Page>
  )
}
