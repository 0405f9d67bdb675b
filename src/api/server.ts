import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import type { Log } from '#platform'
import { isInNetworks } from '#toolkit/network.ts'
import type { Route } from '#toolkit/route.ts'
import { addressOf } from '#people/browser-address.ts'
import type { Access } from '#people/permissions.ts'
import { admission } from './admission.ts'
import type { Door } from '#people/who-is.ts'
import { apiRoot, routes as places, type RouteName } from './contract/routes.ts'
import type { Problem } from './contract/problem.ts'
import { describeApi } from './describe-api.ts'
import { hostChecker, type Names } from './hosts.ts'
import { methodsAt } from './methods-at.ts'
import { onceUnderKey } from './idempotency.ts'
import { problem } from './problem-kinds.ts'
import { headersOf, problemOf } from './problems.ts'
import { refusalRecorder } from './refusals.ts'
import { requestLimit } from './request-limit.ts'

interface Place {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly access: Access
}

/** A place that declares no permission, or one that there is not, does not compile. */
const accessible: Readonly<Record<RouteName, Place>> = places

/** All acts: one that is missing or too many does not compile. */
export type Routes = { readonly [Name in RouteName]: Route }

export interface ServerMeans {
  readonly routes: Routes
  /** By which it is known who asks. */
  readonly door: Door
  readonly names: Names
  /** By each session, token or address; 0 for any number. */
  readonly requestsPerMinute: number
  readonly log: Log
}

// A connection's values are the largest that is sent as JSON, and seldom above one kilobyte.
const mostBodyBytes = 256 * 1024
// Names of connections, percent-encoded.
const longestPart = 2048
const stopWithinMs = 2000

/** The API, not yet listening. Every act is registered once, at its place in the table of routes. */
export function apiServer({ routes, door, names, log, requestsPerMinute }: ServerMeans): FastifyInstance {
  const app = Fastify({
    bodyLimit: mostBodyBytes,
    trustProxy: (address) => isInNetworks(address, names.trustedProxies ?? []),
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
  const admit = admission(door, names, refusalRecorder(door))
  const limit = requestLimit(requestsPerMinute, door.clock)
  app.decorateRequest('caller', undefined)
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(safeHeaders)
    if (addressOf(request, names.publicUrl).startsWith('https://')) reply.headers(httpsOnly)
    if (!isKnownHost(request.host)) {
      const detail = 'The request names another host than this Gantry. Set publicUrl to the address people reach it by.'
      return refuse(reply, problem('forbidden', detail))
    }
    try {
      await admit(request, request.routeOptions.config.access)
    } finally {
      limit(request)
    }
  })
  onceUnderKey(app, door)
  app.addHook('onResponse', async (request, reply) => {
    log.debug({ ...whereOf(request), status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'request-answered')
  })
  app.setErrorHandler((error, request, reply) =>
    refuse(reply.headers(headersOf(error)), problemOf(error, log, whereOf(request))),
  )
  app.setNotFoundHandler((request, reply) => {
    const allowed = methodsAt(request.url)
    const detail = `${request.method} is not possible here.`
    if (allowed.length > 0) return refuse(reply.header('allow', allowed.join(', ')), problem('invalid', detail, 405))
    return refuse(reply, problem('not-found', `There is nothing at ${request.url.split('?')[0]}.`))
  })

  for (const name of Object.keys(places) as RouteName[]) {
    const { method, path, access } = accessible[name]
    const { schema, handle } = routes[name]
    app.route({ method, url: urlOf(path), schema, config: { access, name }, handler: handle })
  }
  describeApi(app, routes)
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

// RFC 6797: a browser that came by https comes by nothing else for a year.
const httpsOnly = { 'strict-transport-security': 'max-age=31536000' }

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
    readonly access?: Access
    readonly name?: RouteName
  }
}
