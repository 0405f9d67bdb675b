import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { itemStates } from '../../parts/item-state.tsx'
import { inside } from '../../root.tsx'
import { oneOf, textIn } from '../../search.ts'

export const runRoute = createRoute({
  getParentRoute: () => inside,
  path: '/runs/$run',
  validateSearch: (search: Record<string, unknown>) => ({
    ...textIn(search, 'text'),
    ...oneOf(search, 'state', itemStates),
    ...textIn(search, 'reason'),
    ...textIn(search, 'item'),
  }),
  component: lazyRouteComponent(() => import('./run.tsx'), 'Run'),
})
