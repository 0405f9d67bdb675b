import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { useState } from 'react'
import type { WebhookView } from '#api/contract/webhooks.ts'
import { api } from '../../api.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { ListPanel } from '../../parts/list-panel.tsx'
import { MoreMenu } from '../../parts/more-menu.tsx'
import { Notice } from '../../parts/notice.tsx'
import { pagesOf } from '../../parts/pages.ts'
import { useSayProblem } from '../../parts/say-problem.tsx'
import type { Column } from '../../parts/table.tsx'
import { texts } from '../../texts/texts.ts'
import { Deliveries } from './deliveries.tsx'
import { WebhookForm } from './webhook-form.tsx'

const words = texts.webhooks
const here = getRouteApi('/inside/settings')

type Opened = { readonly is: 'new' } | { readonly is: 'edit' | 'deliveries' | 'remove'; readonly webhook: WebhookView }

/** The addresses that are told of what happens. */
export function Webhooks() {
  const client = useQueryClient()
  const { message } = App.useApp()
  const [opened, setOpened] = useState<Opened>()
  const { webhooks: text } = here.useSearch()
  const navigate = here.useNavigate()
  const pages = useInfiniteQuery(pagesOf(['listWebhooks', text], async (after) => api.listWebhooks({ text, ...after })))
  const rows = pages.data?.pages.flatMap(({ webhooks }) => webhooks)
  const again = async () => client.invalidateQueries({ queryKey: ['listWebhooks'] })
  const refused = useSayProblem()
  const testing = useMutation({
    mutationFn: async (id: string) => api.testWebhook(id),
    onSuccess: () => void message.success(words.tested, 6),
    onError: refused,
  })
  const switching = useMutation({
    mutationFn: async ({ id, isDisabled }: WebhookView) => api.changeWebhook(id, { isDisabled: !isDisabled }),
    onSuccess: again,
    onError: refused,
  })
  const columns: readonly Column<WebhookView>[] = [
    { key: 'name', title: words.name, render: ({ name }) => name },
    { key: 'url', title: words.address, render: ({ url }) => <span className="mono">{url}</span> },
    {
      key: 'events',
      title: words.events,
      render: ({ events, digest }) => (
        <>
          {events.map((event) => words.eventNames[event]).join(', ')}
          {digest && <div className="quiet">{words.inDigest(digest, digest.timeZone ?? 'UTC')}</div>}
        </>
      ),
    },
    {
      key: 'state',
      title: words.state,
      render: ({ isDisabled, disabledBecause }) => (isDisabled ? (disabledBecause ?? words.disabled) : words.enabled),
    },
    {
      key: 'acts',
      title: words.more,
      isTitleUnseen: true,
      align: 'right',
      width: 48,
      render: (webhook) => (
        <MoreMenu
          isInRow
          label={words.acts(webhook.name)}
          acts={[
            { key: 'deliveries', label: words.deliveries, act: () => setOpened({ is: 'deliveries', webhook }) },
            { key: 'test', label: words.test, act: () => testing.mutate(webhook.id) },
            { key: 'edit', label: words.edit, act: () => setOpened({ is: 'edit', webhook }) },
            {
              key: 'switch',
              label: webhook.isDisabled ? words.enable : words.disable,
              act: () => switching.mutate(webhook),
            },
            { key: 'remove', label: words.remove, danger: true, act: () => setOpened({ is: 'remove', webhook }) },
          ]}
        />
      ),
    },
  ]
  const close = () => setOpened(undefined)
  const add = <Button onClick={() => setOpened({ is: 'new' })}>{words.add}</Button>
  return (
    <ListPanel
      title={words.title}
      sentence={words.sentence}
      search={{
        label: words.search,
        text,
        onChange: (webhooks) => void navigate({ search: { webhooks }, replace: true, resetScroll: false }),
      }}
      actions={(rows === undefined || rows.length > 0 || text !== undefined) && add}
      pages={pages}
      columns={columns}
      rows={rows}
      idOf={({ id }) => id}
      wraps
      empty={<Notice {...words.none}>{add}</Notice>}
    >
      {opened?.is === 'new' && <WebhookForm webhook={undefined} onClose={close} />}
      {opened?.is === 'edit' && <WebhookForm webhook={opened.webhook} onClose={close} />}
      {opened?.is === 'deliveries' && <Deliveries webhook={opened.webhook} onClose={close} />}
      {opened?.is === 'remove' && (
        <Confirm
          isOpen
          title={words.removeTitle(opened.webhook.name)}
          sentence={words.removeSentence}
          act={words.remove}
          onAct={async () => {
            await api.removeWebhook(opened.webhook.id)
            await again()
          }}
          onClose={close}
        />
      )}
    </ListPanel>
  )
}
