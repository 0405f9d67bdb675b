import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { isOurPath } from '../../back.ts'
import { root } from '../../root.tsx'

export const signInRoute = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  /** `back`: where somebody wanted to go. Only a path of ours, never another site. */
  validateSearch: ({ back }: Record<string, unknown>): { back?: string } =>
    typeof back === 'string' && isOurPath(back) ? { back } : {},
  component: lazyRouteComponent(() => import('./sign-in.tsx'), 'SignIn'),
})
