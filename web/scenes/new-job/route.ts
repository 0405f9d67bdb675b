import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../../root.tsx'
import { textIn } from '../../search.ts'

export const newJobRoute = createRoute({
  getParentRoute: () => inside,
  path: '/jobs/new',
  /** The id of a job that the new one is to be like. */
  validateSearch: (search: Record<string, unknown>) => textIn(search, 'like'),
  component: lazyRouteComponent(() => import('./new-job.tsx'), 'NewJob'),
})
