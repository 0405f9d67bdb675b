import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../../root.tsx'
import { oneOf, textIn } from '../../search.ts'
import { steps } from './steps.ts'

export const newJobRoute = createRoute({
  getParentRoute: () => inside,
  path: '/jobs/new',
  /** The id of a job that the new one is to be like, and which question is asked. */
  validateSearch: (search: Record<string, unknown>) => ({ ...textIn(search, 'like'), ...oneOf(search, 'step', steps) }),
  component: lazyRouteComponent(() => import('./new-job.tsx'), 'NewJob'),
})
