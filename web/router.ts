import type { QueryClient } from '@tanstack/react-query'
import { createRouter } from '@tanstack/react-router'
import { inside, root } from './root.tsx'
import { accountRoute } from './scenes/account/route.ts'
import { auditRoute } from './scenes/audit/route.ts'
import { compareRoute } from './scenes/compare/route.ts'
import { connectionRoute } from './scenes/connection/route.ts'
import { connectionsRoute } from './scenes/connections/route.ts'
import { editJobRoute } from './scenes/edit-job/route.ts'
import { flaggedRoute } from './scenes/flagged/route.ts'
import { homeRoute } from './scenes/home/route.ts'
import { jobRoute } from './scenes/job/route.ts'
import { jobsRoute } from './scenes/jobs/route.ts'
import { newJobRoute } from './scenes/new-job/route.ts'
import { overviewRoute } from './scenes/overview/route.ts'
import { peopleRoute } from './scenes/people/route.ts'
import { platformRoute } from './scenes/platform/route.ts'
import { platformsRoute } from './scenes/platforms/route.ts'
import { reportsRoute } from './scenes/reports/route.ts'
import { runRoute } from './scenes/run/route.ts'
import { runsRoute } from './scenes/runs/route.ts'
import { settingsRoute } from './scenes/settings/route.ts'
import { signInRoute } from './scenes/sign-in/route.ts'
import { signOnRoute } from './scenes/single-sign-on/route.ts'
import { welcomeRoute } from './scenes/welcome/route.ts'

const tree = root.addChildren([
  signInRoute,
  signOnRoute,
  welcomeRoute,
  inside.addChildren([
    homeRoute,
    overviewRoute,
    connectionsRoute,
    connectionRoute,
    jobsRoute,
    newJobRoute,
    jobRoute,
    editJobRoute,
    runsRoute,
    runRoute,
    flaggedRoute,
    reportsRoute,
    platformsRoute,
    platformRoute,
    compareRoute,
    peopleRoute,
    settingsRoute,
    auditRoute,
    accountRoute,
  ]),
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
