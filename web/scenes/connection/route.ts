import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../../root.tsx'
import { oneOf } from '../../search.ts'
import { tabs } from './tabs.ts'

export const connectionRoute = createRoute({
  getParentRoute: () => inside,
  path: '/connections/$connection',
  validateSearch: (search: Record<string, unknown>) => ({ ...oneOf(search, 'tab', tabs) }),
  component: lazyRouteComponent(() => import('./connection.tsx'), 'Connection'),
})
