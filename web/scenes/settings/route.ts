import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../../root.tsx'
import { textIn } from '../../search.ts'

export const settingsRoute = createRoute({
  getParentRoute: () => inside,
  path: '/settings',
  /** Words that webhooks are searched for. */
  validateSearch: (search: Record<string, unknown>) => ({ ...textIn(search, 'webhooks') }),
  component: lazyRouteComponent(() => import('./settings.tsx'), 'Settings'),
})
