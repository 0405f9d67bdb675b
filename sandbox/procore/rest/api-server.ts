import type { FastifyInstance, FastifyRequest } from 'fastify'
import { readBodies } from '../http/bodies.ts'
import { bodyOf, Refusal } from '../http/refusal.ts'
import { createServer } from '../http/server.ts'
import { addOauthRoutes } from '../oauth/routes.ts'
import type { Token } from '../state/tokens.ts'
import type { World } from '../world.ts'
import { callOf, type Route } from './call.ts'
import { companyRoutes } from './companies.ts'
import { documentRoutes } from './documents.ts'
import { addDownloads, downloadPath } from './downloads.ts'
import { fileVersionRoutes } from './file-versions.ts'
import { fileRoutes } from './files.ts'
import { folderRoutes } from './folders.ts'
import { projectRoutes } from './projects.ts'
import { tagRoutes } from './tags.ts'
import { tokenRefused, validToken } from './token.ts'
import { uploadRoutes } from './uploads.ts'

const routes: readonly Route[] = [
  ...companyRoutes,
  ...projectRoutes,
  ...folderRoutes,
  ...fileRoutes,
  ...fileVersionRoutes,
  ...documentRoutes,
  ...uploadRoutes,
  ...tagRoutes,
]

/** What api.procore.com is. It answers OAuth too, since the official JavaScript client asks for tokens where the API is. */
export function apiServer(world: World): FastifyInstance {
  const isLimited = (request: FastifyRequest) =>
    request.url.startsWith('/rest/') ||
    (world.options.downloadCalls === 'counted' && request.routeOptions.url === downloadPath)

  const tokens = new WeakMap<FastifyRequest, Token>()
  const app = createServer(world, {
    name: 'api',
    isLimited,
    before(request, reply) {
      if (!isLimited(request)) return
      const token = validToken(world, request)
      // Before the body is read, so that strangers bring nothing in.
      if (!token) throw tokenRefused()
      tokens.set(request, token)
      const standing = world.limits.count(whoOf(token, request))
      reply.headers(standing.headers)
      if (!standing.isAllowed) throw tooMany(world, standing.resetAt)
    },
    present: (refusal, request) => bodyOf(refusal, request.url.startsWith('/rest/v2') ? 2 : 1),
  })
  readBodies(app, world.content)
  addOauthRoutes(app, world)
  addDownloads(app, world)
  for (const { method, paths, status, act } of routes) {
    for (const url of paths) {
      app.route({
        method,
        url,
        async handler(request, reply) {
          const token = tokens.get(request)
          if (!token) throw tokenRefused()
          const answer = await act(callOf(world, token, request, reply))
          reply.code(status)
          return answer === undefined ? reply.send() : answer
        },
      })
    }
  }
  return app
}

/** A service account is limited in each company by itself, a person in all of them together. */
function whoOf(token: Token, request: FastifyRequest): string {
  const company = request.headers['procore-company-id']
  return `${token.clientId} ${token.user ?? `in ${typeof company === 'string' ? company : 'no company'}`}`
}

function tooMany(world: World, resetAt: number): Refusal {
  const message = 'You have surpassed the max number of requests for an hour. Please wait until your limit resets.'
  const seconds = Math.max(1, Math.ceil((resetAt - world.clock.now()) / 1000))
  return new Refusal(429, [message], {
    reason: 'TOO_MANY_REQUESTS',
    headers: world.options.retryAfter === 'sent' ? { 'Retry-After': String(seconds) } : {},
    ...(world.options.limitBody === 'text' && { body: message }),
  })
}
