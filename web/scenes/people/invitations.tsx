import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { InvitationList } from '#api/contract/people.ts'
import { api } from '../../api.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { ListPanel } from '../../parts/list-panel.tsx'
import { pagesOf } from '../../parts/pages.ts'
import { Time } from '../../parts/time.tsx'
import { texts } from '../../texts/texts.ts'

const words = texts.people
const here = getRouteApi('/inside/people')
type Invitation = InvitationList['invitations'][number]

export const invitationsWith = (text: string | undefined) =>
  pagesOf(['listInvitations', text], async (after) => api.listInvitations({ text, ...after }))

/** Those who were invited and have no account yet. */
export function Invitations() {
  const client = useQueryClient()
  const [withdrawn, setWithdrawn] = useState<Invitation>()
  const { invitations: text } = here.useSearch()
  const navigate = here.useNavigate()
  const pages = useInfiniteQuery(invitationsWith(text))
  const rows = pages.data?.pages.flatMap(({ invitations }) => invitations)
  const isEmpty = text === undefined && (rows === undefined || rows.length === 0)
  if (isEmpty && !pages.error) return null
  return (
    <ListPanel
      title={words.invitationTitle}
      search={{
        label: words.searchInvitations,
        text,
        onChange: (invitations) =>
          void navigate({ search: (before) => ({ ...before, invitations }), replace: true, resetScroll: false }),
      }}
      pages={pages}
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
    >
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
    </ListPanel>
  )
}
