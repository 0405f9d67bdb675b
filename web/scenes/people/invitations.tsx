import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { InvitationList } from '#api/contract/people.ts'
import { api } from '../../api.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { Panel } from '../../parts/panel.tsx'
import { Table } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'

const words = texts.people
type Invitation = InvitationList['invitations'][number]

/** Those who were invited and have no account yet. */
export function Invitations() {
  const client = useQueryClient()
  const [withdrawn, setWithdrawn] = useState<Invitation>()
  const { data } = useQuery(reading('listInvitations'))
  if (!data || data.invitations.length === 0) return null
  return (
    <Panel title={words.invitationTitle}>
      <Table
        label={words.invitationTitle}
        rows={data.invitations}
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
