import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../../root.tsx'
import { textIn } from '../../search.ts'

export const flaggedRoute = createRoute({
  getParentRoute: () => inside,
  path: '/flagged',
  validateSearch: (search: Record<string, unknown>) => ({ ...textIn(search, 'text'), ...textIn(search, 'reason') }),
  component: lazyRouteComponent(() => import('./flagged.tsx'), 'Flagged'),
})
