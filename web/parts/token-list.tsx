import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState, type ReactNode } from 'react'
import type { TokenPage } from '#api/contract/people.ts'
import { api } from '../api.ts'
import { texts } from '../texts/texts.ts'
import { Confirm } from './confirm.tsx'
import { ListPanel } from './list-panel.tsx'
import { pagesOf } from './pages.ts'
import { Age, Time } from './time.tsx'

const words = texts.account
type Token = TokenPage['tokens'][number]

interface TokenListProps {
  readonly title: string
  readonly sentence: string
  /** Those of whoever looks, or of everyone with whose they are. */
  readonly of: 'me' | 'everyone'
  readonly text: string | undefined
  readonly onSearch: (text: string | undefined) => void
  /** Makes another one. */
  readonly make?: ReactNode
  readonly empty: ReactNode
}

const acts = {
  me: { name: 'listMyTokens', list: api.listMyTokens, revoke: api.revokeMyToken },
  everyone: { name: 'listTokens', list: api.listTokens, revoke: api.revokeToken },
} as const

/** API tokens, what each may do, and that it ends. */
export function TokenList({ title, sentence, of, text, onSearch, make, empty }: TokenListProps) {
  const client = useQueryClient()
  const [revoked, setRevoked] = useState<Token>()
  const { name: act, list, revoke } = acts[of]
  const pages = useInfiniteQuery(pagesOf([act, text], async (after) => list({ text, ...after })))
  const rows = pages.data?.pages.flatMap(({ tokens }) => tokens)
  return (
    <ListPanel
      title={title}
      sentence={sentence}
      search={{ label: words.searchTokens, text, onChange: onSearch }}
      actions={((rows?.length ?? 0) > 0 || text !== undefined) && make}
      pages={pages}
      wraps
      rows={rows}
      idOf={({ id }) => id}
      empty={empty}
      columns={[
        { key: 'name', title: words.tokenName, render: ({ name }) => name },
        ...(of === 'everyone'
          ? [{ key: 'owner', title: words.owner, render: ({ owner }: Token) => owner?.name ?? words.installation }]
          : []),
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
    >
      {revoked && (
        <Confirm
          isOpen
          title={words.revokeTitle(revoked.name)}
          sentence={words.revokeSentence}
          act={words.revoke}
          onAct={async () => {
            await revoke(revoked.id)
            await Promise.all(Object.values(acts).map(({ name }) => client.invalidateQueries({ queryKey: [name] })))
          }}
          onClose={() => setRevoked(undefined)}
        />
      )}
    </ListPanel>
  )
}
