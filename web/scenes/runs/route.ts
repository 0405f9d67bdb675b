import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { runStates } from '../../parts/run-state.tsx'
import { inside } from '../../root.tsx'
import { oneOf, textIn } from '../../search.ts'

export const runKinds = ['run', 'simulation'] as const

export const runsRoute = createRoute({
  getParentRoute: () => inside,
  path: '/runs',
  validateSearch: (search: Record<string, unknown>) => ({
    ...textIn(search, 'text'),
    ...oneOf(search, 'state', runStates),
    ...oneOf(search, 'kind', runKinds),
    ...oneOf(search, 'children', ['show'] as const),
    /** Ids. */
    ...textIn(search, 'job'),
    ...textIn(search, 'connection'),
  }),
  component: lazyRouteComponent(() => import('./runs.tsx'), 'Runs'),
})
