import { Choice, Day, Filters, Words } from '../../parts/filters.tsx'
import { texts } from '../../texts/texts.ts'
import { actorKinds, outcomes, type auditRoute } from './route.ts'

const words = texts.audit

export type Narrowed = (typeof auditRoute)['types']['fullSearchSchema']

interface AuditFiltersProps {
  readonly search: Narrowed
  readonly onChange: (change: Narrowed, options?: { readonly replace: boolean }) => void
}

export function AuditFilters({ search, onChange }: AuditFiltersProps) {
  return (
    <Filters>
      <Words label={words.search} value={search.text} onChange={(text) => onChange({ text }, { replace: true })} />
      <Choice
        label={words.actorKind}
        value={search.actorKind}
        options={actorKinds.map((kind) => ({ value: kind, label: words.actorKinds[kind] }))}
        onChange={(actorKind) => onChange({ actorKind })}
      />
      <Choice
        label={words.outcome}
        value={search.outcome}
        options={outcomes.map((outcome) => ({ value: outcome, label: words[outcome] }))}
        onChange={(outcome) => onChange({ outcome })}
      />
      <Day label={words.from} value={search.from} onChange={(from) => onChange({ from })} />
      <Day label={words.to} value={search.to} onChange={(to) => onChange({ to })} />
    </Filters>
  )
}
