import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../../root.tsx'

export const platformRoute = createRoute({
  getParentRoute: () => inside,
  path: '/platforms/$platform',
  component: lazyRouteComponent(() => import('./platform.tsx'), 'Platform'),
})
