import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as it arrived. */
export interface Heard {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

export interface Reply {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** Text and bytes go as they are, anything else as JSON. */
  readonly body?: unknown
  /** Breaks the connection: before an answer, or after the body's first bytes. */
  readonly breaks?: 'before' | 'within'
}

export type Answering = (heard: Heard) => Reply | undefined | Promise<Reply | undefined>

export interface ScriptedServer extends AsyncDisposable {
  readonly origin: string
  readonly heard: readonly Heard[]
  /** `POST /rest/v1.0/files`, in order, without queries. */
  readonly calls: readonly string[]
}

/** An HTTP server on this machine that answers what a test says. */
export async function scriptedServer(answer: Answering): Promise<ScriptedServer> {
  const heard: Heard[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    // A request that breaks off is not heard.
    request.on('error', () => undefined)
    request.on('end', () => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1')
      const { method = 'GET', headers } = request
      const one = { method, path: pathname, query: searchParams, headers, body: Buffer.concat(chunks) }
      heard.push(one)
      void Promise.resolve(answer(one)).then((reply) => send(response, reply ?? { status: 404, body: {} }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    heard,
    get calls() {
      return heard.map(({ method, path }) => `${method} ${path}`)
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function send(response: ServerResponse, { status = 200, headers = {}, body, breaks }: Reply): void {
  if (breaks === 'before') return void response.destroy()
  const isRaw = typeof body === 'string' || body instanceof Uint8Array
  const bytes = body === undefined ? Buffer.alloc(0) : isRaw ? Buffer.from(body) : Buffer.from(JSON.stringify(body))
  const type = isRaw || body === undefined ? {} : { 'content-type': 'application/json' }
  response.writeHead(status, { ...type, 'content-length': String(bytes.length), ...headers })
  if (breaks !== 'within') return void response.end(bytes)
  response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => response.destroy())
}
