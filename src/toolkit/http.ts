import { Readable } from 'node:stream'
import { Agent, request, type Dispatcher } from 'undici'
import type { Network } from '#platform'
import { refuseUnsafe } from './http-address.ts'
import { guardedConnector, type Connecting } from './http-connect.ts'
import { troubleFrom } from './http-error.ts'

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: URL
  readonly headers?: Readonly<Record<string, string>>
  /** What a stream throws is thrown by `send` as it is. */
  readonly body?: string | AsyncIterable<Uint8Array>
  readonly signal?: AbortSignal | undefined
}

export interface HttpAnswer {
  readonly status: number
  readonly url: URL
  /** By name in lower case; of several values the first. */
  header(name: string): string | undefined
  /** To be read to its end or dropped, else the connection stays taken. Throws HttpError when it breaks off. */
  chunks(): AsyncGenerator<Uint8Array>
  drop(): void
}

/** Sends requests over connections that it keeps. Redirects are answers like others; see `follow`. */
export interface Http {
  /** Throws HttpError, or the reason of the signal as soon as it is given. */
  send(request: HttpRequest): Promise<HttpAnswer>
  close(): Promise<void>
}

const connectTimeoutMs = 15_000
// A page of thousands of entries takes a service a while.
const headersTimeoutMs = 120_000
const silenceTimeoutMs = 60_000
// More would only wait for each other; a service that counts calls allows fewer.
const connectionsPerHost = 32

/** `network` says which addresses may be spoken to; it is asked for every connection, also on the way of redirects. */
export function openHttp(network: Network, given: Pick<Connecting, 'resolve' | 'ports'> = {}): Http {
  const agent = new Agent({
    connect: guardedConnector({ ...given, network, timeoutMs: connectTimeoutMs }),
    headersTimeout: headersTimeoutMs,
    bodyTimeout: silenceTimeoutMs,
    connections: connectionsPerHost,
  })
  return {
    send: (given) => send(agent, given),
    close: () => agent.destroy(),
  }
}

async function send(agent: Agent, { method, url, headers = {}, body, signal }: HttpRequest): Promise<HttpAnswer> {
  refuseUnsafe(url)
  signal?.throwIfAborted()
  const sent = typeof body === 'object' ? watched(body) : undefined
  try {
    const answer = await request(url, {
      dispatcher: agent,
      method,
      headers,
      body: sent?.chunks ?? (typeof body === 'string' ? body : null),
      signal: signal ?? null,
    })
    return answerFrom(answer, url, signal)
  } catch (error) {
    signal?.throwIfAborted()
    const failure = sent?.failure()
    if (failure) throw failure.error
    throw troubleFrom(error, url.host)
  }
}

/** The same chunks; remembers what their source threw, so that it is not taken for trouble of the connection. */
function watched(chunks: AsyncIterable<Uint8Array>) {
  let failure: { readonly error: unknown } | undefined
  async function* pass() {
    try {
      yield* chunks
    } catch (error) {
      failure = { error }
      throw error
    }
  }
  // Not read ahead: memory stays at a chunk or two, whatever their size.
  return { chunks: Readable.from(pass(), { highWaterMark: 1 }), failure: () => failure }
}

function answerFrom(
  { statusCode, headers, body }: Dispatcher.ResponseData,
  url: URL,
  signal: AbortSignal | undefined,
): HttpAnswer {
  // Dropped bodies, and those whose signal comes between two chunks, fail with nobody listening.
  body.on('error', () => undefined)
  return {
    status: statusCode,
    url,
    header(name) {
      const value = headers[name]
      return typeof value === 'string' ? value : value?.[0]
    },
    async *chunks() {
      try {
        for await (const chunk of body) yield chunk as Uint8Array
      } catch (error) {
        signal?.throwIfAborted()
        throw troubleFrom(error, url.host)
      }
    },
    drop: () => void body.destroy(),
  }
}
