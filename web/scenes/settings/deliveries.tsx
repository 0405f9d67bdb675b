import { CheckCircleOutlined, ClockCircleOutlined, CloseCircleOutlined, RedoOutlined } from '@ant-design/icons'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Modal } from 'antd'
import { useState, type ReactNode } from 'react'
import type { DeliveryView, WebhookView } from '#api/contract/webhooks.ts'
import { api } from '../../api.ts'
import { Failed } from '../../parts/failed.tsx'
import { Choice, Filters } from '../../parts/filters.tsx'
import { More } from '../../parts/more.tsx'
import { Notice } from '../../parts/notice.tsx'
import { pagesOf } from '../../parts/pages.ts'
import { useSayProblem } from '../../parts/say-problem.tsx'
import { StateTag, type Tone } from '../../parts/state-tag.tsx'
import { Table, type Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { texts } from '../../texts/texts.ts'
import styles from './settings.module.css'

const words = texts.webhooks
const lookEveryMs = 3000

const looks: Readonly<Record<DeliveryView['state'], readonly [Tone, ReactNode]>> = {
  held: ['neutral', <ClockCircleOutlined key="icon" aria-hidden />],
  pending: ['neutral', <ClockCircleOutlined key="icon" aria-hidden />],
  retrying: ['waiting', <RedoOutlined key="icon" aria-hidden />],
  delivered: ['good', <CheckCircleOutlined key="icon" aria-hidden />],
  failed: ['bad', <CloseCircleOutlined key="icon" aria-hidden />],
}

const deliveryStates = Object.keys(looks) as DeliveryView['state'][]

interface DeliveriesProps {
  readonly webhook: WebhookView
  readonly onClose: () => void
}

/** What was sent to a webhook lately, and what became of it. */
export function Deliveries({ webhook: { id, name }, onClose }: DeliveriesProps) {
  const client = useQueryClient()
  const sayProblem = useSayProblem()
  const [onlyState, setState] = useState<DeliveryView['state']>()
  const pages = useInfiniteQuery({
    ...pagesOf(['listDeliveries', id, onlyState], async (after) =>
      api.listDeliveries(id, { ...(onlyState && { state: onlyState }), ...after }),
    ),
    refetchInterval: lookEveryMs,
  })
  const rows = pages.data?.pages.flatMap(({ deliveries }) => deliveries)
  const resending = useMutation({
    mutationFn: async (delivery: string) => api.resendDelivery(delivery),
    onSuccess: async () => client.invalidateQueries({ queryKey: ['listDeliveries'] }),
    onError: sayProblem,
  })
  const columns: readonly Column<DeliveryView>[] = [
    { key: 'when', title: words.when, render: ({ createdAt }) => <Time at={createdAt} /> },
    { key: 'event', title: words.event, render: ({ event }) => words.eventNames[event] },
    {
      key: 'state',
      title: words.state,
      render({ state }) {
        const [tone, icon] = looks[state]
        return (
          <StateTag tone={tone} icon={icon}>
            {words.states[state]}
          </StateTag>
        )
      },
    },
    { key: 'attempts', title: words.attempts, align: 'right', render: ({ attempts }) => attempts },
    { key: 'answer', title: words.answer, render: ({ failure, status }) => failure ?? status ?? '–' },
    {
      key: 'acts',
      title: words.resend,
      isTitleUnseen: true,
      render: ({ id: delivery }) => (
        <Button
          size="small"
          loading={resending.variables === delivery && resending.isPending}
          onClick={() => resending.mutate(delivery)}
        >
          {words.resend}
        </Button>
      ),
    },
  ]
  return (
    <Modal open width={980} title={words.deliveriesTitle(name)} footer={null} onCancel={onClose}>
      <div className={styles.deliveries}>
        {(onlyState ?? (rows === undefined || rows.length > 0)) && (
          <Filters>
            <Choice
              label={words.state}
              value={onlyState}
              options={deliveryStates.map((state) => ({ value: state, label: words.states[state] }))}
              onChange={setState}
            />
          </Filters>
        )}
        {pages.error ? (
          <Failed error={pages.error} onRetry={() => void pages.refetch()} />
        ) : (
          <Table
            label={words.deliveries}
            columns={columns}
            rows={rows}
            idOf={({ id: delivery }) => delivery}
            wraps
            empty={
              onlyState ? (
                <Notice title={texts.noneFound.title} sentence={texts.noneFound.sentence}>
                  <Button onClick={() => setState(undefined)}>{texts.noneFound.act}</Button>
                </Notice>
              ) : (
                <Notice {...words.noDeliveries} />
              )
            }
          />
        )}
        <More pages={pages} summary={pages.hasNextPage ? texts.shown(rows?.length ?? 0) : undefined} />
      </div>
    </Modal>
  )
}
