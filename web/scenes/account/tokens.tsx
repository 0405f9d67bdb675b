import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { TokenPage } from '#api/contract/people.ts'
import { api } from '../../api.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { Failed } from '../../parts/failed.tsx'
import { More } from '../../parts/more.tsx'
import { Notice } from '../../parts/notice.tsx'
import { pagesOf } from '../../parts/pages.ts'
import { Panel } from '../../parts/panel.tsx'
import { Table } from '../../parts/table.tsx'
import { Age, Time } from '../../parts/time.tsx'
import { texts } from '../../texts/texts.ts'
import { MakeToken } from './make-token.tsx'

const words = texts.account
type Token = TokenPage['tokens'][number]

/** What scripts of this person sign in with. */
export function Tokens() {
  const client = useQueryClient()
  const [isMaking, setMaking] = useState(false)
  const [revoked, setRevoked] = useState<Token>()
  const pages = useInfiniteQuery(pagesOf(['listMyTokens'], async (after) => api.listMyTokens(after)))
  const rows = pages.data?.pages.flatMap(({ tokens }) => tokens)
  const make = <Button onClick={() => setMaking(true)}>{words.makeToken}</Button>
  const hasSome = rows !== undefined && rows.length > 0
  return (
    <Panel title={words.tokens} sentence={words.tokensSentence} actions={hasSome && make}>
      {pages.error ? (
        <Failed error={pages.error} onRetry={() => void pages.refetch()} />
      ) : (
        <Table
          label={words.tokens}
          wraps
          rows={rows}
          idOf={({ id }) => id}
          empty={<Notice {...words.noTokens}>{make}</Notice>}
          columns={[
            { key: 'name', title: words.tokenName, render: ({ name }) => name },
            {
              key: 'may',
              title: words.tokenMay,
              render: ({ role, permissions = [] }) =>
                role ? texts.shell.roles[role] : <span className="mono">{permissions.join(', ')}</span>,
            },
            { key: 'hint', title: words.ends, render: ({ hint }) => <span className="mono">…{hint}</span> },
            {
              key: 'used',
              title: words.used,
              render: ({ usedAt }) => (usedAt === undefined ? words.never : <Age at={usedAt} />),
            },
            { key: 'until', title: words.until, render: ({ expiresAt }) => <Time at={expiresAt} /> },
            {
              key: 'acts',
              title: words.revoke,
              isTitleUnseen: true,
              align: 'right',
              render: (token) => (
                <Button size="small" danger aria-label={words.revokeOf(token.name)} onClick={() => setRevoked(token)}>
                  {words.revoke}
                </Button>
              ),
            },
          ]}
        />
      )}
      <More pages={pages} summary={pages.hasNextPage ? texts.shown(rows?.length ?? 0) : undefined} />
      <MakeToken isOpen={isMaking} onClose={() => setMaking(false)} />
      {revoked && (
        <Confirm
          isOpen
          title={words.revokeTitle(revoked.name)}
          sentence={words.revokeSentence}
          act={words.revoke}
          onAct={async () => {
            await api.revokeMyToken(revoked.id)
            await client.invalidateQueries({ queryKey: ['listMyTokens'] })
          }}
          onClose={() => setRevoked(undefined)}
        />
      )}
    </Panel>
  )
}
