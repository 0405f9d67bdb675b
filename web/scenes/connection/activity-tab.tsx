import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { ConnectionTrouble, ConnectionView } from '#api/contract/connections.ts'
import { api } from '../../api.ts'
import { useMe } from '../../me.ts'
import { Choice } from '../../parts/filters.tsx'
import { Health, healthStates, workingStates } from '../../parts/health.tsx'
import { ListPanel } from '../../parts/list-panel.tsx'
import { Notice } from '../../parts/notice.tsx'
import { pagesOf } from '../../parts/pages.ts'
import type { Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { texts } from '../../texts/texts.ts'
import { LastRuns } from './last-runs.tsx'

const words = texts.connection.activity
const here = getRouteApi('/inside/connections/$connection')
type Trouble = ConnectionTrouble['troubles'][number]

const columns: readonly Column<Trouble>[] = [
  { key: 'at', title: words.at, width: 180, render: ({ at }) => <Time at={at} /> },
  { key: 'state', title: words.state, width: 180, render: ({ health }) => <Health health={health} /> },
  { key: 'sentence', title: words.sentence, render: ({ sentence }) => sentence },
]

const troubledStates = healthStates.filter((health) => !workingStates.has(health))

/** What it was used for and what went wrong lately. */
export function ActivityTab({ connection: { id } }: { readonly connection: ConnectionView }) {
  const { may } = useMe()
  const { text, health } = here.useSearch()
  const navigate = here.useNavigate()
  const query = { text, health }
  const pages = useInfiniteQuery(
    pagesOf(['listTroubles', id, query], async (after) => api.listTroubles(id, { ...query, ...after })),
  )
  const narrow = (next: Partial<typeof query>, replace = false) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace, resetScroll: false })
  return (
    <>
      <ListPanel
        title={words.label}
        search={{ label: words.search, text, onChange: (typed) => narrow({ text: typed }, true) }}
        filter={{
          choice: (
            <Choice
              label={words.state}
              value={health}
              options={troubledStates.map((value) => ({ value, label: texts.health[value] }))}
              onChange={(value) => narrow({ health: value })}
            />
          ),
          isSet: health !== undefined,
          onClear: () => narrow({ text: undefined, health: undefined }),
        }}
        pages={pages}
        columns={columns}
        rows={pages.data?.pages.flatMap(({ troubles }) => troubles)}
        wraps
        idOf={({ at, sentence }) => `${at} ${sentence}`}
        empty={<Notice title={words.none.title} sentence={words.none.sentence} />}
      />
      {/* It comes once what is above has its height, so that nothing jumps. */}
      {!pages.isPending && may('runs.read') && <LastRuns connection={id} />}
    </>
  )
}
