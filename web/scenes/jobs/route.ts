import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../../root.tsx'
import { textIn } from '../../search.ts'

export const jobsRoute = createRoute({
  getParentRoute: () => inside,
  path: '/jobs',
  validateSearch: (search: Record<string, unknown>) => ({
    ...textIn(search, 'text'),
    /** The id of one that the jobs read or write through. */
    ...textIn(search, 'connection'),
  }),
  component: lazyRouteComponent(() => import('./jobs.tsx'), 'Jobs'),
})
