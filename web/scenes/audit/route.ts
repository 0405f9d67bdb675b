import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { AuditFilter } from '#api/contract/audit.ts'
import { inside } from '../../root.tsx'
import { oneOf, textIn } from '../../search.ts'

export const actorKinds = ['person', 'token', 'local', 'gantry', 'nobody'] as const satisfies readonly NonNullable<
  AuditFilter['actorKind']
>[]
export const outcomes = ['done', 'refused'] as const

export const auditRoute = createRoute({
  getParentRoute: () => inside,
  path: '/audit',
  validateSearch: (search: Record<string, unknown>) => ({
    ...textIn(search, 'text'),
    ...oneOf(search, 'actorKind', actorKinds),
    ...oneOf(search, 'outcome', outcomes),
    /** Days: `2026-11-25`. */
    ...dayIn(search, 'from'),
    ...dayIn(search, 'to'),
  }),
  component: lazyRouteComponent(() => import('./audit.tsx'), 'Audit'),
})

function dayIn<Name extends string>(
  search: Record<string, unknown>,
  name: Name,
): { [Key in Name]?: string | undefined } {
  const value = search[name]
  const isDay = typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value))
  return isDay ? ({ [name]: value } as { [Key in Name]?: string | undefined }) : {}
}
