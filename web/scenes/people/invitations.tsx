import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { InvitationList } from '#api/contract/people.ts'
import { api } from '../../api.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { More } from '../../parts/more.tsx'
import { pagesOf } from '../../parts/pages.ts'
import { Panel } from '../../parts/panel.tsx'
import { Table } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { texts } from '../../texts/texts.ts'

const words = texts.people
type Invitation = InvitationList['invitations'][number]

/** Those who were invited and have no account yet. */
export function Invitations() {
  const client = useQueryClient()
  const [withdrawn, setWithdrawn] = useState<Invitation>()
  const pages = useInfiniteQuery(pagesOf(['listInvitations'], async (after) => api.listInvitations(after)))
  const rows = pages.data?.pages.flatMap(({ invitations }) => invitations)
  if (!rows || rows.length === 0) return null
  return (
    <Panel title={words.invitationTitle}>
      <Table
        label={words.invitationTitle}
        rows={rows}
        idOf={({ id }) => id}
        columns={[
          { key: 'email', title: words.email, render: ({ email }) => email },
          { key: 'role', title: words.role, render: ({ role }) => texts.shell.roles[role] },
          { key: 'by', title: words.invitedBy, render: ({ madeBy }) => madeBy },
          { key: 'until', title: words.validUntil, render: ({ expiresAt }) => <Time at={expiresAt} /> },
          {
            key: 'acts',
            title: words.actsTitle,
            isTitleUnseen: true,
            align: 'right',
            render: (invitation) => (
              <Button
                size="small"
                aria-label={words.withdrawOf(invitation.email)}
                onClick={() => setWithdrawn(invitation)}
              >
                {words.withdraw}
              </Button>
            ),
          },
        ]}
      />
      <More pages={pages} summary={pages.hasNextPage ? texts.shown(rows.length) : undefined} />
      {withdrawn && (
        <Confirm
          isOpen
          title={words.withdrawTitle(withdrawn.email)}
          sentence={words.withdrawSentence}
          act={words.withdraw}
          onAct={async () => {
            await api.withdrawInvitation(withdrawn.id)
            await client.invalidateQueries({ queryKey: ['listInvitations'] })
          }}
          onClose={() => setWithdrawn(undefined)}
        />
      )}
    </Panel>
  )
}
