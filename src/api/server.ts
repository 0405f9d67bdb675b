import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import type { Log } from '#platform'
import type { Route } from '#toolkit/route.ts'
import { authenticator } from './authenticate.ts'
import { apiRoot, routes as places, type RouteName } from './contract/routes.ts'
import type { Problem } from './contract/problem.ts'
import { hostChecker, type Names } from './hosts.ts'
import { methodsAt } from './methods-at.ts'
import { problem, problemOf } from './problems.ts'

/** All acts: one that is missing or too many does not compile. */
export type Routes = { readonly [Name in RouteName]: Route }

export interface ServerMeans {
  readonly routes: Routes
  readonly token: string
  readonly names: Names
  readonly log: Log
}

// A connection's values are the largest that is sent as JSON, and seldom above one kilobyte.
const mostBodyBytes = 256 * 1024
// Names of connections, percent-encoded.
const longestPart = 2048
const stopWithinMs = 2000

/** The API, not yet listening. Every act is registered once, at its place in the table of routes. */
export function apiServer({ routes, token, names, log }: ServerMeans): FastifyInstance {
  const app = Fastify({
    bodyLimit: mostBodyBytes,
    routerOptions: { maxParamLength: longestPart },
    // A HEAD of the sign-in's callback would use up its code.
    exposeHeadRoutes: false,
    frameworkErrors: (error, request, reply) => void refuse(reply, problemOf(error, log, whereOf(request))),
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.removeContentTypeParser('text/plain')
  app.addContentTypeParser('application/jsonl', (_, payload, done) => done(null, payload))
  letGoWhenClosed(app)

  const isKnownHost = hostChecker(names)
  const isAuthentic = authenticator(token)
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(safeHeaders)
    if (!isKnownHost(request.headers.host)) {
      const detail = 'The request names another host than this Gantry. Set publicUrl to the address people reach it by.'
      return refuse(reply, problem('forbidden', detail))
    }
    if (request.routeOptions.config.isPublic || isAuthentic(request.headers.authorization)) return
    const detail = 'Send the token of this Gantry as “Authorization: Bearer …”; commands find it in the data folder.'
    return refuse(reply.header('www-authenticate', 'Bearer'), problem('unauthorised', detail))
  })
  app.addHook('onResponse', async (request, reply) => {
    log.debug({ ...whereOf(request), status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'request-answered')
  })
  app.setErrorHandler((error, request, reply) => refuse(reply, problemOf(error, log, whereOf(request))))
  app.setNotFoundHandler((request, reply) => {
    const allowed = methodsAt(request.url)
    const detail = `${request.method} is not possible here.`
    if (allowed.length > 0) return refuse(reply.header('allow', allowed.join(', ')), problem('invalid', detail, 405))
    return refuse(reply, problem('not-found', `There is nothing at ${request.url.split('?')[0]}.`))
  })

  for (const name of Object.keys(places) as RouteName[]) {
    const { method, path } = places[name]
    const { schema, isPublic, handle } = routes[name]
    app.route({ method, url: urlOf(path), schema, config: { isPublic }, handler: handle })
  }
  return app
}

/** `/runs/{run}` → `/api/v1/runs/:run` */
function urlOf(path: string): string {
  return apiRoot + path.replace(/\{(\w+)\}/g, ':$1')
}

// Answers are of now and for their caller alone, and what they hold is never to be guessed to be a page.
const safeHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

async function refuse(reply: FastifyReply, answer: Problem): Promise<FastifyReply> {
  return reply.status(answer.status).type('application/problem+json').serializer(JSON.stringify).send(answer)
}

/** For the log: the pattern, because the address itself can hold a code or a state. */
function whereOf(request: FastifyRequest): object {
  return { method: request.method, route: request.routeOptions.url ?? 'none' }
}

/** Acts that go on for long hear of the stop, and whoever still holds a connection is cut off. */
function letGoWhenClosed(app: FastifyInstance): void {
  const closing = new AbortController()
  app.decorate('closing', closing.signal)
  app.addHook('preClose', async () => {
    closing.abort(new Error('Gantry is stopping.'))
    setTimeout(() => app.server.closeAllConnections(), stopWithinMs).unref()
  })
}

declare module 'fastify' {
  interface FastifyContextConfig {
    readonly isPublic?: boolean
  }
}
