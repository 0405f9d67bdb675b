import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import type { z } from 'zod'
import { problem, type Problem } from '#api/contract/problem.ts'
import { apiRoot, routes, type RouteName } from '#api/contract/routes.ts'

/** One request as the API would hear it. */
export interface Heard {
  readonly route: RouteName
  readonly parts: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  readonly body: string
  readonly token: string | undefined
}

type Answers = Partial<Record<RouteName, (heard: Heard) => Answer>>

export interface Answer {
  readonly status: number
  readonly type: string
  readonly body: string
}

export interface FakeApi {
  readonly url: string
  readonly heard: readonly Heard[]
  close(): Promise<void>
}

/** Listens as Gantry's API does, and answers by the contract: what the schemas refuse, it cannot say. */
export async function fakeApi(answers: Answers): Promise<FakeApi> {
  const heard: Heard[] = []
  const server = createServer((request, response) => {
    void answerTo(request, response)
  })
  const answerTo = async (request: IncomingMessage, response: ServerResponse) => {
    const one = await hear(request)
    if (one) heard.push(one)
    try {
      const answer = one && answers[one.route]?.(one)
      respond(response, answer ?? refuse('not-found', 404, 'The test did not foresee this request.'))
    } catch (error) {
      // An answer that the contract does not allow: the test is told in place of waiting.
      respond(response, refuse('unexpected', 500, String(error)))
    }
  }
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    heard,
    close: () =>
      new Promise((settle) => {
        server.close(() => settle())
        server.closeAllConnections()
      }),
  }
}

/** An answer that has passed the contract's schema. */
export function answer<Schema extends z.ZodType>(schema: Schema, value: z.input<Schema>): Answer {
  return { status: 200, type: 'application/json', body: JSON.stringify(schema.parse(value)) }
}

export function lines<Schema extends z.ZodType>(schema: Schema, values: readonly z.input<Schema>[]): Answer {
  return {
    status: 200,
    type: 'application/jsonl',
    body: values.map((one) => `${JSON.stringify(schema.parse(one))}\n`).join(''),
  }
}

export function nothing(): Answer {
  return { status: 204, type: '', body: '' }
}

export function refuse(code: Problem['code'], status: number, detail: string): Answer {
  const body = problem.parse({ type: `urn:gantry:problem:${code}`, title: code, status, detail, code })
  return { status, type: 'application/problem+json', body: JSON.stringify(body) }
}

async function hear(request: IncomingMessage): Promise<Heard | undefined> {
  const url = new URL(request.url ?? '', 'http://127.0.0.1')
  const body = await text(request)
  for (const [route, { method, path }] of Object.entries(routes) as [RouteName, (typeof routes)[RouteName]][]) {
    const pattern = new RegExp(`^${apiRoot}${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`)
    const match = method === request.method ? pattern.exec(url.pathname) : null
    if (!match) continue
    const parts = Object.entries(match.groups ?? {}).map(([name, part]) => [name, decodeURIComponent(part)])
    return {
      route,
      parts: Object.fromEntries(parts),
      query: Object.fromEntries(url.searchParams),
      body,
      token: request.headers.authorization?.replace(/^Bearer /, ''),
    }
  }
  return undefined
}

function respond(response: ServerResponse, { status, type, body }: Answer) {
  response.writeHead(status, type === '' ? {} : { 'content-type': type })
  response.end(body)
}
