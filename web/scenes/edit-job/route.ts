import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../../root.tsx'

export const editJobRoute = createRoute({
  getParentRoute: () => inside,
  path: '/jobs/$job/edit',
  component: lazyRouteComponent(() => import('./edit-job.tsx'), 'EditJob'),
})
