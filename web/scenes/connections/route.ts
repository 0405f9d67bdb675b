import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { ConnectionQuery } from '#api/contract/connections.ts'
import { inside } from '../../root.tsx'
import { healthStates } from '../../parts/health.tsx'
import { oneOf, textIn, textsIn } from '../../search.ts'

const sorts = [
  'name',
  '-name',
  'platform',
  '-platform',
  'created',
  '-created',
  'tested',
  '-tested',
] as const satisfies readonly ConnectionQuery['sort'][]

export const connectionsRoute = createRoute({
  getParentRoute: () => inside,
  path: '/connections',
  validateSearch: (search: Record<string, unknown>) => ({
    ...textIn(search, 'text'),
    ...textIn(search, 'platform'),
    ...oneOf(search, 'health', healthStates),
    ...textIn(search, 'owner'),
    ...oneOf(search, 'sort', sorts),
    ...textsIn(search, 'hide'),
    /** The dialog that adds one is open: `pick`, or the platform that was picked. */
    ...textIn(search, 'add'),
  }),
  component: lazyRouteComponent(() => import('./connections.tsx'), 'Connections'),
})
