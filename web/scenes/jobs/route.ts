import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../../root.tsx'
import { oneOf, textIn } from '../../search.ts'

export const jobsRoute = createRoute({
  getParentRoute: () => inside,
  path: '/jobs',
  validateSearch: (search: Record<string, unknown>) => ({
    ...textIn(search, 'text'),
    /** The id of one that the jobs read or write through. */
    ...textIn(search, 'connection'),
    ...textIn(search, 'category'),
    ...oneOf(search, 'children', ['show'] as const),
    ...oneOf(search, 'show', ['archived', 'all'] as const),
  }),
  component: lazyRouteComponent(() => import('./jobs.tsx'), 'Jobs'),
})
