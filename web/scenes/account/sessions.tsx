import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Button } from 'antd'
import { api } from '../../api.ts'
import { ListPanel } from '../../parts/list-panel.tsx'
import { pagesOf } from '../../parts/pages.ts'
import { Refused } from '../../parts/refused.tsx'
import { Age, Time } from '../../parts/time.tsx'
import { texts } from '../../texts/texts.ts'

const words = texts.account
const here = getRouteApi('/inside/account')

export const sessionsWith = (text: string | undefined) =>
  pagesOf(['listMySessions', text], async (after) => api.listMySessions({ text, ...after }))

/** Where somebody is signed in. */
export function Sessions() {
  const client = useQueryClient()
  const { sessions: text } = here.useSearch()
  const navigate = here.useNavigate()
  const pages = useInfiniteQuery(sessionsWith(text))
  const rows = pages.data?.pages.flatMap(({ sessions }) => sessions)
  const ending = useMutation({
    mutationFn: async (session: string | undefined): Promise<unknown> =>
      session === undefined ? api.endMySessions() : api.endMySession(session),
    onSuccess: () => client.invalidateQueries({ queryKey: ['listMySessions'] }),
  })
  const others = (rows ?? []).filter(({ isThis }) => !isThis)
  return (
    <ListPanel
      title={words.sessions}
      sentence={words.sessionsSentence}
      search={{
        label: words.searchSessions,
        text,
        onChange: (sessions) =>
          void navigate({ search: (before) => ({ ...before, sessions }), replace: true, resetScroll: false }),
      }}
      actions={others.length > 0 && <Button onClick={() => ending.mutate(undefined)}>{words.endOthers}</Button>}
      pages={pages}
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
    >
      <Refused error={ending.error} />
    </ListPanel>
  )
}
