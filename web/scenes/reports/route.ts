import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../../root.tsx'
import { oneOf } from '../../search.ts'

export const reportsRoute = createRoute({
  getParentRoute: () => inside,
  path: '/reports',
  validateSearch: (search: Record<string, unknown>) => ({ ...oneOf(search, 'by', ['parent', 'category'] as const) }),
  component: lazyRouteComponent(() => import('./reports.tsx'), 'Reports'),
})
