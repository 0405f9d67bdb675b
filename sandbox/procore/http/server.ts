import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Fault } from '../admin/faults.ts'
import type { World } from '../world.ts'
import { Refusal } from './refusal.ts'

export interface ServerSetUp {
  readonly name: 'login' | 'api' | 'storage' | 'admin'
  /** Runs before faults are met; what it throws is answered and no fault is used up. */
  readonly before?: (request: FastifyRequest, reply: FastifyReply) => void
  /** Whether a call counts against the limits, for the counters. */
  readonly isLimited?: (request: FastifyRequest) => boolean
  /** How this host words a refusal. */
  readonly present: (refusal: Refusal, request: FastifyRequest, reply: FastifyReply) => object | string
}

const bodyLimit = 16 * 1024 * 1024
const timeNow = (world: World) => new Date(world.clock.now()).toUTCString()

/** A server that numbers, counts and logs its calls, meets the faults that were asked for and words its refusals. */
export function createServer(world: World, setUp: ServerSetUp): FastifyInstance {
  const app = Fastify({
    bodyLimit,
    exposeHeadRoutes: false,
    requestTimeout: 0,
    forceCloseConnections: true,
    genReqId: () => randomUUID(),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 4096 },
  })
  const toCut = new WeakSet<FastifyRequest>()

  app.addHook('onRequest', async (request, reply) => {
    // The sandbox's own time, by which a client with a fast clock can set it.
    reply.headers({ 'x-request-id': request.id, date: timeNow(world) })
    setUp.before?.(request, reply)
    if (setUp.name === 'admin') return undefined
    for (const fault of world.faults.meet(endpointOf(setUp.name, request))) {
      if (fault.delayMs > 0) await wait(fault.delayMs)
      if (fault.cut === 'before') return cut(request, reply)
      if (fault.cut === 'after') toCut.add(request)
      if (fault.status !== undefined) throw faultRefusal(fault, fault.status)
    }
    return undefined
  })
  app.addHook('onSend', async (request, _reply, payload) => {
    if (toCut.has(request)) request.raw.socket.destroy()
    return payload
  })
  app.addHook('onResponse', async (request, reply) => {
    if (setUp.name === 'admin') return
    const endpoint = endpointOf(setUp.name, request)
    world.calls.count(endpoint, reply.statusCode, setUp.isLimited?.(request) ?? false)
    world.log(`${reply.statusCode} ${setUp.name} ${request.method} ${withoutSecrets(request.url)}`)
  })
  app.setErrorHandler((error: unknown, request, reply) => {
    const refusal = refusalOf(error, world)
    const body = setUp.present(refusal, request, reply.code(refusal.status).headers(refusal.more.headers ?? {}))
    return reply.send(body)
  })
  app.setNotFoundHandler(() => {
    throw new Refusal(404, ['Not found'], { reason: 'NOT_FOUND' })
  })
  return app
}

function endpointOf(host: ServerSetUp['name'], request: FastifyRequest): string {
  const path = request.routeOptions.url ?? '(unknown)'
  return `${host === 'api' ? '' : `${host} `}${request.method} ${path}`
}

function cut(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.hijack()
  request.raw.socket.destroy()
  return reply
}

function faultRefusal({ body, headers }: Fault, status: number): Refusal {
  return new Refusal(status, ['This call fails because the admin address asked for it.'], {
    headers,
    ...(body !== undefined && { body }),
  })
}

function refusalOf(error: unknown, world: World): Refusal {
  if (error instanceof Refusal) return error
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  const message = error instanceof Error ? error.message : String(error)
  if (status < 500) return new Refusal(status, [message])
  world.log(`The sandbox failed: ${error instanceof Error ? error.stack : message}`)
  return new Refusal(500, [message])
}

/** Signatures and codes open something, so they stay out of the log. */
function withoutSecrets(url: string): string {
  return url.replaceAll(/([?&](?:sig|code|X-Amz-Signature)=)[^&]*/g, '$1…')
}
