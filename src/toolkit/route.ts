import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Readable } from 'node:stream'
import type { z } from 'zod'

/** One act of an API, ready to be put at its place. */
export interface Route {
  readonly schema: Schemas
  /** Of an answer that is no refusal. */
  readonly status: 200 | 201 | 204
  /** It answers with something else than JSON. */
  readonly isRaw: boolean
  handle(request: FastifyRequest, reply: FastifyReply): Promise<unknown>
}

/** What each part of a request and its answer must be, as the server checks it. */
export interface Schemas {
  readonly params?: z.ZodType
  readonly querystring?: z.ZodType
  readonly body?: z.ZodType
  readonly response?: Readonly<Record<number, z.ZodType>>
}

export interface Asked<Params, Query, Body> {
  readonly params: Params
  readonly query: Query
  readonly body: Body
  /** Aborted when the caller has gone away or the server stops. */
  readonly signal: AbortSignal
  /** For the few acts that have to do with who asks, from where. */
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

interface Given<Params, Query, Body> {
  readonly params?: z.ZodType<Params>
  readonly query?: z.ZodType<Query>
  readonly body?: z.ZodType<Body>
  /** 200 when absent. */
  readonly status?: 201 | 204
}

/** An act that answers with JSON of the shape `answer`; fields that it does not name stay inside. */
export function route<Answer, Params = unknown, Query = unknown, Body = unknown>(
  given: Given<Params, Query, Body> & {
    readonly answer?: z.ZodType<Answer>
    act(asked: Asked<Params, Query, Body>): Promise<Answer>
  },
): Route {
  const { answer, status = 200 } = given
  return {
    schema: { ...schemasOf(given), ...(answer && { response: { [status]: answer } }) },
    status,
    isRaw: false,
    async handle(request, reply) {
      const result = await given.act(asked(request, reply))
      return reply.status(status).send(status === 204 ? undefined : result)
    },
  }
}

/** What is no JSON: a page, a file, lines that come as they are found. */
export interface Raw {
  readonly type: string
  readonly body: string | Readable
  readonly headers?: Readonly<Record<string, string>>
}

export function rawRoute<Params = unknown, Query = unknown, Body = unknown>(
  given: Given<Params, Query, Body> & { act(asked: Asked<Params, Query, Body>): Promise<Raw> },
): Route {
  return {
    schema: schemasOf(given),
    status: 200,
    isRaw: true,
    async handle(request, reply) {
      const { type, body, headers = {} } = await given.act(asked(request, reply))
      return reply.headers(headers).type(type).send(body)
    },
  }
}

function schemasOf<Params, Query, Body>({ params, query, body }: Given<Params, Query, Body>): Schemas {
  return { ...(params && { params }), ...(query && { querystring: query }), ...(body && { body }) }
}

/** The server has replaced each part of the request by what its schema made of it. */
function asked<Params, Query, Body>(request: FastifyRequest, reply: FastifyReply): Asked<Params, Query, Body> {
  return {
    params: request.params as Params,
    query: request.query as Query,
    body: request.body as Body,
    signal: AbortSignal.any([request.server.closing, gone(reply)]),
    request,
    reply,
  }
}

function gone(reply: FastifyReply): AbortSignal {
  const controller = new AbortController()
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort(new Error('The caller has gone away.'))
  })
  return controller.signal
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Aborted when the server begins to stop. */
    readonly closing: AbortSignal
  }
}
