import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../../root.tsx'
import { oneOf, textIn } from '../../search.ts'
import { optionsIn } from '../../parts/options-in.ts'

export const shows = ['all', 'differing', 'losing'] as const

export const compareRoute = createRoute({
  getParentRoute: () => inside,
  path: '/compare',
  validateSearch: (search: Record<string, unknown>) => ({
    /** `platform:procore`, or the id of a connection. */
    ...textIn(search, 'from'),
    ...textIn(search, 'to'),
    ...oneOf(search, 'show', shows),
    ...optionsIn(search),
  }),
  component: lazyRouteComponent(() => import('./compare.tsx'), 'Compare'),
})
