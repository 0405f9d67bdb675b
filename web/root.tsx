import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { Refusal } from './ask.ts'
import { Broken } from './parts/broken.tsx'
import { Coming } from './parts/coming.tsx'
import { NotFound } from './parts/not-found.tsx'
import { reading } from './reading.ts'

/** The root of all addresses. */
export const root = createRootRouteWithContext<{ readonly client: QueryClient }>()({
  notFoundComponent: NotFound,
  errorComponent: Broken,
})

/** The root of what is inside the shell, for people who have signed in; whoever has not comes back here after it. */
export const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: lazyRouteComponent(() => import('./shell/shell.tsx'), 'Shell'),
  pendingComponent: Coming,
  pendingMs: 300,
  pendingMinMs: 0,
  async beforeLoad({ context, location }) {
    try {
      const me = await context.client.query({ ...reading('showMe'), staleTime: 60_000 })
      return { me }
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'unauthorised') throw error
      const back = location.href === '/' ? undefined : location.href
      throw redirect({ to: '/sign-in', search: back === undefined ? {} : { back } })
    }
  },
})
