import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../../root.tsx'

export const newJobRoute = createRoute({
  getParentRoute: () => inside,
  path: '/jobs/new',
  component: lazyRouteComponent(() => import('./new-job.tsx'), 'NewJob'),
})
