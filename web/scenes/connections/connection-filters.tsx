import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { ConnectionQuery } from '#api/contract/connections.ts'
import type { PlatformView } from '#api/contract/platforms.ts'
import { allConnections } from '../../all-connections.ts'
import { useMe } from '../../me.ts'
import { Choice, Filters, Words } from '../../parts/filters.tsx'
import { healthStates } from '../../parts/health.tsx'
import { texts } from '../../texts/texts.ts'

const words = texts.connections
type Narrowed = Pick<ConnectionQuery, 'text' | 'platform' | 'health' | 'owner'>

interface ConnectionFiltersProps {
  readonly search: Narrowed
  readonly platforms: readonly PlatformView[]
  readonly onChange: (change: Narrowed, options?: { readonly replace: boolean }) => void
  readonly end: ReactNode
}

export function ConnectionFilters({ search, platforms, onChange, end }: ConnectionFiltersProps) {
  const owners = useOwners()
  return (
    <Filters end={end}>
      <Words label={words.search} value={search.text} onChange={(text) => onChange({ text }, { replace: true })} />
      <Choice
        label={words.platform}
        value={search.platform}
        options={platforms.map(({ id, title }) => ({ value: id, label: title }))}
        onChange={(platform) => onChange({ platform })}
      />
      <Choice
        label={words.health}
        value={search.health}
        options={healthStates.map((health) => ({ value: health, label: texts.health[health] }))}
        onChange={(health) => onChange({ health })}
      />
      <Choice label={words.owner} value={search.owner} options={owners} onChange={(owner) => onChange({ owner })} />
    </Filters>
  )
}

/** Those who added a connection, and who asks. */
function useOwners(): readonly { readonly value: string; readonly label: string }[] {
  const { person } = useMe()
  const { data } = useQuery(allConnections)
  const others = (data?.connections ?? []).flatMap(({ addedBy }) =>
    addedBy?.id === undefined || addedBy.id === person?.id ? [] : [[addedBy.id, addedBy.name] as const],
  )
  return [
    ...(person ? [{ value: person.id, label: words.mine }] : []),
    ...[...new Map(others)].map(([value, label]) => ({ value, label })),
  ]
}
