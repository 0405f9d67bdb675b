import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useState } from 'react'
import type { WebhookView } from '#api/contract/webhooks.ts'
import { api } from '../../api.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { Failed } from '../../parts/failed.tsx'
import { MoreMenu } from '../../parts/more-menu.tsx'
import { More } from '../../parts/more.tsx'
import { Notice } from '../../parts/notice.tsx'
import { pagesOf } from '../../parts/pages.ts'
import { Panel } from '../../parts/panel.tsx'
import { useSayProblem } from '../../parts/say-problem.tsx'
import { Table, type Column } from '../../parts/table.tsx'
import { texts } from '../../texts/texts.ts'
import { Deliveries } from './deliveries.tsx'
import { WebhookForm } from './webhook-form.tsx'

const words = texts.webhooks

type Opened = { readonly is: 'new' } | { readonly is: 'edit' | 'deliveries' | 'remove'; readonly webhook: WebhookView }

/** The addresses that are told of what happens. */
export function Webhooks() {
  const client = useQueryClient()
  const { message } = App.useApp()
  const [opened, setOpened] = useState<Opened>()
  const pages = useInfiniteQuery(pagesOf(['listWebhooks'], async (after) => api.listWebhooks(after)))
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
      render: ({ events }) => events.map((event) => words.eventNames[event]).join(', '),
    },
    {
      key: 'state',
      title: words.state,
      render: ({ isDisabled, disabledBecause }) => (isDisabled ? (disabledBecause ?? words.disabled) : words.enabled),
    },
    {
      key: 'acts',
      title: words.deliveries,
      isTitleUnseen: true,
      render: (webhook) => (
        <MoreMenu
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
  return (
    <Panel
      title={words.title}
      sentence={words.sentence}
      actions={<Button onClick={() => setOpened({ is: 'new' })}>{words.add}</Button>}
    >
      {pages.error ? (
        <Failed error={pages.error} onRetry={() => void pages.refetch()} />
      ) : (
        <Table
          label={words.title}
          columns={columns}
          rows={rows}
          idOf={({ id }) => id}
          wraps
          empty={<Notice {...words.none} />}
        />
      )}
      <More pages={pages} summary={pages.hasNextPage ? texts.shown(rows?.length ?? 0) : undefined} />
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
    </Panel>
  )
}
