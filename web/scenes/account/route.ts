import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../../root.tsx'
import { textIn } from '../../search.ts'

export const accountRoute = createRoute({
  getParentRoute: () => inside,
  path: '/account',
  validateSearch: (search: Record<string, unknown>) => ({
    /** Words that those lists are searched for. */
    ...textIn(search, 'sessions'),
    ...textIn(search, 'tokens'),
  }),
  component: lazyRouteComponent(() => import('./account.tsx'), 'Account'),
})
