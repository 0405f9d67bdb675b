import { useQuery } from '@tanstack/react-query'
import { useMe } from '../../me.ts'
import { Failed } from '../../parts/failed.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Page } from '../../parts/page.tsx'
import { Panel } from '../../parts/panel.tsx'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'
import { ClientCredentials } from './client-credentials.tsx'
import { ProofKey } from './proof-key.tsx'
import { Webhooks } from './webhooks.tsx'

const words = texts.settings

/** What an administrator sets once for everybody. */
export function Settings() {
  const { may } = useMe()
  const { data, error, refetch } = useQuery(reading('listClientCredentials'))
  const platforms = useQuery(reading('listPlatforms'))
  const proofKey = useQuery(reading('showProofKey'))
  const failure = error ?? platforms.error
  // What is below comes once what is above has its height, so that nothing jumps.
  const areCredentialsSettled = failure ?? (data && platforms.data)
  const isKeySettled = proofKey.error ?? proofKey.data
  return (
    <Page title={words.title}>
      <Panel title={words.credentials} sentence={words.sentence}>
        {failure ? (
          <Failed error={failure} onRetry={() => void Promise.all([refetch(), platforms.refetch()])} />
        ) : data && platforms.data ? (
          <>
            {data.credentials.length === 0 && <Notice {...words.none} />}
            {data.credentials.map((credentials) => (
              <ClientCredentials
                key={credentials.platform.id}
                credentials={credentials}
                platform={platforms.data.platforms.find(({ id }) => id === credentials.platform.id)}
              />
            ))}
          </>
        ) : (
          <Loading lines={8} />
        )}
      </Panel>
      {areCredentialsSettled &&
        (isKeySettled ? (
          <>
            <ProofKey />
            {may('notifications.manage') && <Webhooks />}
          </>
        ) : (
          <Loading lines={5} />
        ))}
    </Page>
  )
}
