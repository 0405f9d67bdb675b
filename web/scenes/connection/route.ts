import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { healthStates } from '../../parts/health.tsx'
import { inside } from '../../root.tsx'
import { oneOf, textIn } from '../../search.ts'
import { tabs } from './tabs.ts'

export const connectionRoute = createRoute({
  getParentRoute: () => inside,
  path: '/connections/$connection',
  validateSearch: (search: Record<string, unknown>) => ({
    ...oneOf(search, 'tab', tabs),
    /** By what the list in the tab is narrowed. */
    ...textIn(search, 'text'),
    ...oneOf(search, 'health', healthStates),
  }),
  component: lazyRouteComponent(() => import('./connection.tsx'), 'Connection'),
})
