import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { api } from '../../api.ts'
import { Failed } from '../../parts/failed.tsx'
import { Panel } from '../../parts/panel.tsx'
import { Refused } from '../../parts/refused.tsx'
import { Table } from '../../parts/table.tsx'
import { Age, Time } from '../../parts/time.tsx'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'

const words = texts.account

/** Where somebody is signed in. */
export function Sessions() {
  const client = useQueryClient()
  const { data, error, refetch } = useQuery(reading('listMySessions'))
  const ending = useMutation({
    mutationFn: async (session: string | undefined): Promise<unknown> =>
      session === undefined ? api.endMySessions() : api.endMySession(session),
    onSuccess: () => client.invalidateQueries({ queryKey: ['listMySessions'] }),
  })
  const others = (data?.sessions ?? []).filter(({ isThis }) => !isThis)
  return (
    <Panel
      title={words.sessions}
      sentence={words.sessionsSentence}
      actions={others.length > 0 && <Button onClick={() => ending.mutate(undefined)}>{words.endOthers}</Button>}
    >
      <Refused error={ending.error} />
      {error ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : (
        <Table
          label={words.sessions}
          rows={data?.sessions}
          idOf={({ id }) => id}
          columns={[
            {
              key: 'device',
              title: words.device,
              render: ({ device, isThis }) => (
                <>
                  {device} {isThis && <span className="quiet">({words.thisOne})</span>}
                </>
              ),
            },
            { key: 'address', title: words.address, render: ({ address }) => <span className="mono">{address}</span> },
            { key: 'used', title: words.used, render: ({ usedAt }) => <Age at={usedAt} /> },
            { key: 'begun', title: words.begun, render: ({ createdAt }) => <Time at={createdAt} /> },
            {
              key: 'acts',
              title: words.end,
              isTitleUnseen: true,
              align: 'right',
              render: ({ id, device, isThis }) =>
                isThis ? null : (
                  <Button size="small" aria-label={words.endOf(device)} onClick={() => ending.mutate(id)}>
                    {words.end}
                  </Button>
                ),
            },
          ]}
        />
      )}
    </Panel>
  )
}
