import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Tabs } from 'antd'
import { useState } from 'react'
import type { TestWish } from '#api/contract/connections.ts'
import { api } from '../../api.ts'
import { Failed } from '../../parts/failed.tsx'
import { Health } from '../../parts/health.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Page } from '../../parts/page.tsx'
import { PlatformMark } from '../../parts/platform-mark.tsx'
import { useSignInWindow } from '../../parts/sign-in-window.ts'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'
import { ActivityTab } from './activity-tab.tsx'
import { ConnectionActs, type Dialog } from './connection-acts.tsx'
import { ContentTab } from './content-tab.tsx'
import { EditConnection } from './edit-connection.tsx'
import { HealthTab } from './health-tab.tsx'
import { JobsTab } from './jobs-tab.tsx'
import { RemoveConnection } from './remove-connection.tsx'
import { TestWriting } from './test-writing.tsx'
import { tabs } from './tabs.ts'

const words = texts.connection
const here = getRouteApi('/inside/connections/$connection')

export function Connection() {
  const { connection: id } = here.useParams()
  const { tab = 'health' } = here.useSearch()
  const change = here.useNavigate()
  const client = useQueryClient()
  const [dialog, setDialog] = useState<Dialog>()
  const shown = useQuery(reading('showConnection', id))
  const { data: all } = useQuery(reading('listPlatforms'))
  const signIn = useSignInWindow()
  const test = useMutation({
    mutationFn: async (wish: TestWish) => api.testConnection(id, wish),
    onSuccess: ({ connection }) => client.setQueryData(reading('showConnection', id).queryKey, connection),
    onSettled: () => client.invalidateQueries({ queryKey: ['listTroubles', id] }),
  })

  const connection = shown.data
  if (!connection) {
    return (
      <Page title={texts.connections.title}>
        {shown.error ? <Failed error={shown.error} onRetry={() => void shown.refetch()} /> : <Loading lines={8} />}
      </Page>
    )
  }
  const testNow = (wish: TestWish) => {
    signIn.stop()
    test.mutate(wish)
    void change({ search: {} })
  }
  const platform = all?.platforms.find((one) => one.id === connection.platform.id)
  const way = platform?.ways.find((one) => one.id === connection.way)
  const inTab = {
    health: <HealthTab connection={connection} way={way} test={test} signIn={signIn} />,
    content: <ContentTab connection={connection} />,
    activity: <ActivityTab connection={connection} />,
    jobs: <JobsTab connection={connection} />,
  }
  return (
    <Page
      title={connection.name}
      before={platform && <PlatformMark {...platform.icon} size={28} />}
      beside={<Health {...connection} />}
      actions={
        <ConnectionActs
          connection={connection}
          way={way}
          isTesting={test.isPending}
          onTest={() => testNow({})}
          onSignIn={() => {
            test.reset()
            void signIn.begin(async () => connection)
            void change({ search: {} })
          }}
          onDialog={setDialog}
        />
      }
    >
      <Tabs
        activeKey={tab}
        destroyOnHidden
        onChange={(key) => void change({ search: key === 'health' ? {} : { tab: key as typeof tab } })}
        items={tabs.map((key) => ({
          key,
          label: key === 'jobs' ? `${words.tabs.jobs} ${connection.jobs}` : words.tabs[key],
          children: inTab[key],
        }))}
      />
      {dialog === 'edit' && way && (
        <EditConnection connection={connection} way={way} onClose={() => setDialog(undefined)} />
      )}
      {dialog === 'writing' && (
        <TestWriting connection={connection} onTest={testNow} onClose={() => setDialog(undefined)} />
      )}
      {dialog === 'remove' && <RemoveConnection connection={connection} onClose={() => setDialog(undefined)} />}
    </Page>
  )
}
