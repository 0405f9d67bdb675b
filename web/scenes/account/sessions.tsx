import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { api } from '../../api.ts'
import { Failed } from '../../parts/failed.tsx'
import { More } from '../../parts/more.tsx'
import { pagesOf } from '../../parts/pages.ts'
import { Panel } from '../../parts/panel.tsx'
import { Refused } from '../../parts/refused.tsx'
import { Table } from '../../parts/table.tsx'
import { Age, Time } from '../../parts/time.tsx'
import { texts } from '../../texts/texts.ts'

const words = texts.account

/** Where somebody is signed in. */
export function Sessions() {
  const client = useQueryClient()
  const pages = useInfiniteQuery(pagesOf(['listMySessions'], async (after) => api.listMySessions(after)))
  const rows = pages.data?.pages.flatMap(({ sessions }) => sessions)
  const ending = useMutation({
    mutationFn: async (session: string | undefined): Promise<unknown> =>
      session === undefined ? api.endMySessions() : api.endMySession(session),
    onSuccess: () => client.invalidateQueries({ queryKey: ['listMySessions'] }),
  })
  const others = (rows ?? []).filter(({ isThis }) => !isThis)
  return (
    <Panel
      title={words.sessions}
      sentence={words.sessionsSentence}
      actions={others.length > 0 && <Button onClick={() => ending.mutate(undefined)}>{words.endOthers}</Button>}
    >
      <Refused error={ending.error} />
      {pages.error ? (
        <Failed error={pages.error} onRetry={() => void pages.refetch()} />
      ) : (
        <Table
          label={words.sessions}
          rows={rows}
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
      <More pages={pages} summary={pages.hasNextPage ? texts.shown(rows?.length ?? 0) : undefined} />
    </Panel>
  )
}
