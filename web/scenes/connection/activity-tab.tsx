import { useQuery } from '@tanstack/react-query'
import type { ConnectionTrouble, ConnectionView } from '#api/contract/connections.ts'
import { useMe } from '../../me.ts'
import { Failed } from '../../parts/failed.tsx'
import { Health } from '../../parts/health.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Panel } from '../../parts/panel.tsx'
import { Table, type Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'
import { LastRuns } from './last-runs.tsx'

const words = texts.connection.activity
type Trouble = ConnectionTrouble['troubles'][number]

const columns: readonly Column<Trouble>[] = [
  { key: 'at', title: words.at, width: 180, render: ({ at }) => <Time at={at} /> },
  { key: 'state', title: words.state, width: 180, render: ({ health }) => <Health health={health} /> },
  { key: 'sentence', title: words.sentence, render: ({ sentence }) => sentence },
]

/** What it was used for and what went wrong lately. */
export function ActivityTab({ connection: { id } }: { readonly connection: ConnectionView }) {
  const { may } = useMe()
  // What is below comes once what is above has its height, so that nothing jumps.
  const { isPending } = useQuery(reading('listTroubles', id))
  return (
    <>
      <Panel title={words.label}>
        <Troubles connection={id} />
      </Panel>
      {!isPending && may('runs.read') && <LastRuns connection={id} />}
    </>
  )
}

function Troubles({ connection }: { readonly connection: string }) {
  const { data, error, refetch } = useQuery(reading('listTroubles', connection))
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  return (
    <Table
      label={words.label}
      columns={columns}
      rows={data?.troubles}
      wraps
      idOf={({ at, sentence }) => `${at} ${sentence}`}
      empty={<Notice title={words.none.title} sentence={words.none.sentence} />}
    />
  )
}
