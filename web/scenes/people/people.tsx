import { UserAddOutlined } from '@ant-design/icons'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { api } from '../../api.ts'
import { useMe } from '../../me.ts'
import { Failed } from '../../parts/failed.tsx'
import { Choice, Filters, Words } from '../../parts/filters.tsx'
import { More } from '../../parts/more.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Page } from '../../parts/page.tsx'
import { pagesOf } from '../../parts/pages.ts'
import { roleNames } from '../../parts/role-choice.tsx'
import { Table } from '../../parts/table.tsx'
import { TokenList } from '../../parts/token-list.tsx'
import { texts } from '../../texts/texts.ts'
import { ActsOnPerson, type Asked } from './acts-on-person.tsx'
import { columnsOf } from './columns.tsx'
import { Invitations, invitationsWith } from './invitations.tsx'
import { Invite } from './invite.tsx'
import { personStates } from './route.ts'

const words = texts.people
const here = getRouteApi('/inside/people')

export function People() {
  const { invitations, tokens, ...search } = here.useSearch()
  const navigate = here.useNavigate()
  const { person: me, may } = useMe()
  const [isInviting, setInviting] = useState(false)
  const [asked, setAsked] = useState<Asked>()
  const pages = useInfiniteQuery(
    pagesOf(['listPeople', search], async (after) => api.listPeople({ ...search, ...after })),
  )
  // What is below comes once what is above has its height, so that nothing jumps.
  const { isPending } = useInfiniteQuery(invitationsWith(invitations))
  const rows = pages.data?.pages.flatMap(({ people }) => people)
  const change = (next: Partial<typeof search>, replace = false) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace })

  return (
    <Page
      title={words.title}
      actions={
        <Button type="primary" icon={<UserAddOutlined aria-hidden />} onClick={() => setInviting(true)}>
          {words.invite}
        </Button>
      }
    >
      <Filters>
        <Words label={words.search} value={search.text} onChange={(text) => change({ text }, true)} />
        <Choice
          label={words.role}
          value={search.role}
          options={roleNames.map((role) => ({ value: role, label: texts.shell.roles[role] }))}
          onChange={(role) => change({ role })}
        />
        <Choice
          label={words.state}
          value={search.state}
          options={personStates.map((state) => ({ value: state, label: words[state] }))}
          onChange={(state) => change({ state })}
        />
      </Filters>
      {pages.error ? (
        <Failed error={pages.error} onRetry={() => void pages.refetch()} />
      ) : (
        <Table
          label={words.title}
          columns={columnsOf(me?.id, setAsked)}
          rows={rows}
          idOf={({ id }) => id}
          empty={
            <Notice title={words.noneFound.title} sentence={words.noneFound.sentence}>
              <Button onClick={() => void navigate({ search: { invitations, tokens } })}>{words.noneFound.act}</Button>
            </Notice>
          }
        />
      )}
      <More pages={pages} summary={rows && words.loaded(rows.length)} />
      {(pages.error ?? rows) && <Invitations />}
      {(pages.error ?? rows) && !isPending && may('tokens.manage') && (
        <TokenList
          title={words.tokens}
          sentence={words.tokensSentence}
          of="everyone"
          text={tokens}
          onSearch={(typed) =>
            void navigate({ search: (before) => ({ ...before, tokens: typed }), replace: true, resetScroll: false })
          }
          empty={
            <Notice title={words.noTokens.title} sentence={words.noTokens.sentence}>
              <Link to="/account">{words.noTokens.act}</Link>
            </Notice>
          }
        />
      )}
      <Invite isOpen={isInviting} onClose={() => setInviting(false)} />
      <ActsOnPerson asked={asked} onClose={() => setAsked(undefined)} />
    </Page>
  )
}
