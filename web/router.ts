import type { QueryClient } from '@tanstack/react-query'
import { createRouter } from '@tanstack/react-router'
import { inside, root } from './root.tsx'
import { connectionRoute } from './scenes/connection/route.ts'
import { connectionsRoute } from './scenes/connections/route.ts'
import { homeRoute } from './scenes/home/route.ts'
import { signInRoute } from './scenes/sign-in/route.ts'
import { welcomeRoute } from './scenes/welcome/route.ts'

const tree = root.addChildren([
  signInRoute,
  welcomeRoute,
  inside.addChildren([homeRoute, connectionsRoute, connectionRoute]),
])

export function openRouter(client: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { client },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof openRouter>
  }
}
