import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Input, Segmented } from 'antd'
import { useRef, useState } from 'react'
import { leftBehind, type MapPrincipals, type PrincipalView } from '#api/contract/principals.ts'
import { api } from '../../api.ts'
import { addressOf } from '../../ask.ts'
import { useMe } from '../../me.ts'
import { Failed } from '../../parts/failed.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useSayProblem } from '../../parts/say-problem.tsx'
import { Table, type Column } from '../../parts/table.tsx'
import { texts } from '../../texts/texts.ts'
import styles from './job.module.css'

const words = texts.principals
type State = PrincipalView['state'] | 'all'

/**
 * Who has permissions at the source or owns something there, and who they are at the destination; of a job that goes both ways
 * also who has permissions at the destination and is nobody of the source.
 */
export function Principals({ job, isBothWays }: { readonly job: string; readonly isBothWays: boolean }) {
  const { may } = useMe()
  const [state, setState] = useState<State>('all')
  const found = useInfiniteQuery({
    queryKey: ['listPrincipals', job, state],
    queryFn: ({ pageParam }) =>
      api.listPrincipals(job, {
        ...(state !== 'all' && { state }),
        ...(pageParam !== '' && { after: pageParam }),
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  })
  const sums = found.data?.pages[0]?.sums
  return (
    <Panel title={words.title} actions={<Acts job={job} />}>
      <p className="quiet">
        {words.help} {isBothWays && words.helpBothWays}
      </p>
      {sums && sums.all > 0 && <p>{words.sums(sums.all, sums.unmapped, leftBehind(sums))}</p>}
      <Segmented<State>
        aria-label={words.show}
        value={state}
        options={[
          { value: 'all', label: words.all },
          ...(Object.keys(words.states) as PrincipalView['state'][]).map((value) => ({
            value,
            label: words.states[value],
          })),
        ]}
        onChange={setState}
      />
      {found.error ? (
        <Failed error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <Table
          label={words.title}
          columns={[
            ...columns.slice(0, 1),
            ...(isBothWays ? [side] : []),
            ...columns.slice(1),
            may('jobs.write') ? otherToWrite(job, isBothWays) : other(isBothWays),
          ]}
          rows={found.data?.pages.flatMap(({ principals }) => principals)}
          idOf={({ side, id }) => `${side} ${id}`}
          empty={<Notice {...words.none} />}
        />
      )}
      {found.hasNextPage && <Button onClick={() => void found.fetchNextPage()}>{texts.more}</Button>}
    </Panel>
  )
}

const columns: readonly Column<PrincipalView>[] = [
  {
    key: 'name',
    title: words.name,
    render: ({ name, email, id }) => (
      <>
        {name} <span className="quiet">{email ?? id}</span>
      </>
    ),
  },
  { key: 'kind', title: words.kindTitle, render: ({ kind }) => words.kind[kind] },
  { key: 'grants', title: words.grants, align: 'right', render: ({ grants }) => grants.toLocaleString('en-GB') },
  { key: 'owned', title: words.owned, align: 'right', render: ({ owned }) => owned.toLocaleString('en-GB') },
  { key: 'state', title: words.state, render: ({ state }) => words.states[state] },
]

const side: Column<PrincipalView> = {
  key: 'side',
  title: words.sideTitle,
  render: (principal) => words.side[principal.side],
}

function other(isBothWays: boolean): Column<PrincipalView> {
  return {
    key: 'other',
    title: isBothWays ? words.other : words.there,
    render: ({ to, state }) => to ?? (state === 'mapped' ? words.byEmail : '–'),
  }
}

function otherToWrite(job: string, isBothWays: boolean): Column<PrincipalView> {
  return {
    ...other(isBothWays),
    render: (principal) => <Mapping key={principal.to} job={job} principal={principal} />,
  }
}

/** Says who one principal is on the other side. */
function Mapping({ job, principal }: { readonly job: string; readonly principal: PrincipalView }) {
  const { id, name, to, state } = principal
  const isOfSource = principal.side === 'source'
  const [text, setText] = useState(to ?? '')
  const client = useQueryClient()
  const sayProblem = useSayProblem()
  const mapping = useMutation({
    mutationFn: (rows: MapPrincipals['rows']) => api.mapPrincipals(job, { rows }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['listPrincipals', job] }),
    onError: sayProblem,
  })
  const said = text.trim()
  const hasRow = to !== undefined || state === 'left-out'
  const forgetting = { source: (isOfSource ? id : to) ?? '', destination: '' }
  const saying = isOfSource
    ? [{ source: id, destination: said }]
    : [...(hasRow ? [forgetting] : []), { source: said, destination: id }]
  return (
    <form
      className={styles.mapping}
      onSubmit={(event) => {
        event.preventDefault()
        if (said !== '') mapping.mutate(saying)
      }}
    >
      <Input
        aria-label={isOfSource ? words.mapLabel(name) : words.mapBackLabel(name)}
        value={text}
        placeholder={
          state === 'mapped' && to === undefined
            ? words.byEmail
            : isOfSource
              ? words.placeholder
              : words.placeholderBack
        }
        onChange={({ target }) => setText(target.value)}
      />
      <Button htmlType="submit" disabled={said === '' || said === to} loading={mapping.isPending}>
        {words.save}
      </Button>
      {(isOfSource || hasRow) && (
        <Button type="text" onClick={() => mapping.mutate([hasRow ? forgetting : { source: id, destination: null }])}>
          {hasRow ? words.forget : words.leaveOut}
        </Button>
      )}
    </form>
  )
}

function Acts({ job }: { readonly job: string }) {
  const { may } = useMe()
  const { message } = App.useApp()
  const client = useQueryClient()
  const sayProblem = useSayProblem()
  const input = useRef<HTMLInputElement>(null)
  const importing = useMutation({
    mutationFn: async (file: File) => api.importPrincipals(job, await file.text()),
    async onSuccess({ mapped, leftOut }) {
      void message.success(words.imported(mapped, leftOut))
      await client.invalidateQueries({ queryKey: ['listPrincipals', job] })
    },
    onError: sayProblem,
  })
  return (
    <span className={styles.mapping}>
      <Button href={addressOf('exportPrincipals', { parts: { job }, query: { format: 'csv' } })}>
        {words.exportCsv}
      </Button>
      {may('jobs.write') && (
        <>
          <Button loading={importing.isPending} onClick={() => input.current?.click()}>
            {words.importCsv}
          </Button>
          <input
            ref={input}
            type="file"
            hidden
            accept=".csv,text/csv"
            aria-label={words.importCsv}
            onChange={({ target }) => {
              const [file] = target.files ?? []
              if (file) importing.mutate(file)
              target.value = ''
            }}
          />
        </>
      )}
    </span>
  )
}
