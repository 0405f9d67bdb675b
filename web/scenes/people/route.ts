import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { roleNames } from '../../parts/role-choice.tsx'
import { inside } from '../../root.tsx'
import { oneOf, textIn } from '../../search.ts'

export const personStates = ['active', 'disabled'] as const

export const peopleRoute = createRoute({
  getParentRoute: () => inside,
  path: '/people',
  validateSearch: (search: Record<string, unknown>) => ({
    ...textIn(search, 'text'),
    ...oneOf(search, 'role', roleNames),
    ...oneOf(search, 'state', personStates),
    /** Words that those lists are searched for. */
    ...textIn(search, 'invitations'),
    ...textIn(search, 'tokens'),
  }),
  component: lazyRouteComponent(() => import('./people.tsx'), 'People'),
})
