import type { FastifyInstance } from 'fastify'
import type { Route } from '#toolkit/route.ts'
import { apiRoot, type RouteName } from './contract/routes.ts'
import { openApi } from './openapi.ts'
import { problemGuidePage } from './problem-guide.ts'
import { problemGuide } from './problem-kinds.ts'
import { referencePage } from './reference.ts'

/** What the API says of itself, to programs and to people. Both are public: they hold nothing of this installation. */
export function describeApi(app: FastifyInstance, routes: Readonly<Record<RouteName, Route>>): void {
  const document = openApi(routes)
  const config = { access: 'public' } as const
  app.get(`${apiRoot}/openapi.json`, { config }, async () => document)
  app.get('/api/reference', { config }, async (_, reply) =>
    reply.type('text/html; charset=utf-8').send(referencePage(document)),
  )
  app.get(problemGuide, { config }, async (_, reply) => reply.type('text/html; charset=utf-8').send(problemGuidePage()))
}
