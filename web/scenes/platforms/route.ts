import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../../root.tsx'
import { textIn } from '../../search.ts'

export const platformsRoute = createRoute({
  getParentRoute: () => inside,
  path: '/platforms',
  validateSearch: (search: Record<string, unknown>) => ({ ...textIn(search, 'text') }),
  component: lazyRouteComponent(() => import('./platforms.tsx'), 'Platforms'),
})
