import type { JobView } from '#api/contract/jobs.ts'
import { Facts } from '../../parts/facts.tsx'
import { Panel } from '../../parts/panel.tsx'
import { texts } from '../../texts/texts.ts'

const names = Object.keys(texts.filters) as (keyof typeof texts.filters)[]

/** What the job leaves out; nothing where it has no filters. */
export function Filters({ filters }: { readonly filters: JobView['filters'] }) {
  if (names.every((name) => filters[name] === undefined)) return null
  return (
    <Panel title={texts.job.filters} sentence={texts.job.filtersHelp}>
      <Facts facts={names.map((name) => [texts.filters[name], [filters[name] ?? []].flat().join(', ') || undefined])} />
    </Panel>
  )
}
