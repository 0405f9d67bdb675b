import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../../root.tsx'

export const jobRoute = createRoute({
  getParentRoute: () => inside,
  path: '/jobs/$job',
  component: lazyRouteComponent(() => import('./job.tsx'), 'Job'),
})
