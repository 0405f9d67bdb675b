import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { RunView } from '#api/contract/runs.ts'
import { Causes } from '../../parts/causes.tsx'
import { Panel } from '../../parts/panel.tsx'
import { hasEnded } from '../../parts/run-state.tsx'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'

const words = texts.causes
const here = getRouteApi('/inside/runs/$run')

/** What of this run a person must look at, among the items that the list below is narrowed to. */
export function NeedsPerson({ run: { id, kind, state, states } }: { readonly run: RunView }) {
  const { text } = here.useSearch()
  const navigate = here.useNavigate()
  const within = { run: id, text }
  const { data } = useQuery({
    ...reading('listFlagged', { ...within, limit: 1 }),
    enabled: kind === 'run' && states.flagged.items > 0,
  })
  const causes = data?.reasons ?? []
  if (causes.length === 0) return null
  return (
    <Panel title={words.title} {...(text !== undefined && { sentence: words.within(text) })}>
      <Causes
        causes={causes}
        within={within}
        isBusy={!hasEnded(state)}
        onShow={(reason) => void navigate({ search: { state: 'flagged', reason, text }, resetScroll: false })}
        onRetried={([run]) => void (run !== undefined && navigate({ to: '/runs/$run', params: { run } }))}
      />
    </Panel>
  )
}
