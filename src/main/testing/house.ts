// A Gantry on a database and a data folder of its own, asked through its port as any caller would.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { request, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll } from 'vitest'
import { apiRoot, localTokenFile } from '#api/contract/routes.ts'
import { settingTable, type Settings } from '#config'
import { freshDatabase } from '#database/testing/template.ts'
import type { Platform } from '#platform'
import { platforms as allPlatforms } from '#platforms'
import { markSecret, trace } from '#toolkit/testing/traces.ts'
import { migrations } from '../open-database.ts'
import { serve } from '../serve.ts'
import { traceHouse } from './trace-house.ts'

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
  /** Of the text, which must be JSON. */
  readonly json: Record<string, unknown>
}

export interface Question {
  readonly json?: unknown
  readonly body?: string | Buffer
  readonly headers?: Readonly<Record<string, string>>
  /** Without one the house's own is sent; null sends none. */
  readonly token?: string | null
}

export interface TestHouse extends AsyncDisposable {
  readonly url: string
  readonly port: number
  readonly data: string
  readonly databaseUrl: string
  readonly token: string
  /** Everything that was logged. */
  readonly log: () => string
  ask(method: string, path: string, question?: Question): Promise<Answer>
  stop(): Promise<void>
}

interface Wishes {
  readonly settings?: Partial<Settings>
  /** Besides those that there are. */
  readonly platforms?: readonly Platform[]
}

/** One house for all tests of a file or group that do not come into each other's way. */
export function sharedHouse(wishes?: Wishes): () => TestHouse {
  let house: TestHouse | undefined
  beforeAll(async () => {
    house = await openTestHouse(wishes)
  })
  afterAll(async () => {
    await house?.[Symbol.asyncDispose]()
  })
  return () => {
    if (!house) throw new Error('The house is opened when the tests begin.')
    return house
  }
}

/** Starts a house; `await using` closes it at the end of the test. */
export async function openTestHouse({ settings = {}, platforms = [] }: Wishes = {}): Promise<TestHouse> {
  const fresh = await freshDatabase({ migrations })
  const data = settings.data ?? (await mkdtemp(join(tmpdir(), 'gantry-api-')))
  const lines: string[] = []
  const databaseUrl = settings.databaseUrl ?? urlOf(fresh.settings)
  const server = await serve(
    { ...defaults(), port: 0, ...settings, databaseUrl, data },
    { platforms: [...allPlatforms, ...platforms], writeLog: (line) => lines.push(line) },
  )
  const token = (await readFile(join(data, localTokenFile), 'utf8')).trim()
  const port = Number(new URL(server.url).port)
  return {
    url: server.url,
    port,
    data,
    databaseUrl,
    token,
    log: () => lines.join(''),
    ask: (method, path, question = {}) => ask(port, method, path, { token, ...question }),
    stop: server.stop,
    async [Symbol.asyncDispose]() {
      await server.stop()
      trace('log', `the log of the server at ${data}`, lines.join(''))
      if (settings.databaseUrl === undefined) await traceHouse({ settings: fresh.settings, data })
      await fresh.drop()
      if (settings.data === undefined) await rm(data, { recursive: true, force: true })
    },
  }
}

function defaults(): Settings {
  const values = Object.entries(settingTable).flatMap(([name, setting]) =>
    'default' in setting ? [[name, setting.default] as const] : [],
  )
  return { ...(Object.fromEntries(values) as unknown as Settings), logLevel: 'debug', logFormat: 'json', workers: 2 }
}

/** The test server's folder of sockets, as a postgres:// address. */
function urlOf({ url, host, port, user, database }: Awaited<ReturnType<typeof freshDatabase>>['settings']): string {
  if (url !== undefined) return url
  return `postgres://${user ?? ''}@/${database ?? ''}?host=${encodeURIComponent(host ?? '')}&port=${port ?? 5432}`
}

/** With node's own client, because fetch allows no Host header. */
async function ask(port: number, method: string, path: string, question: Question): Promise<Answer> {
  const { json, token, headers = {} } = question
  const body = json === undefined ? question.body : JSON.stringify(json)
  const sent = request({
    host: '127.0.0.1',
    port,
    method,
    path: path.startsWith('/api') ? path : `${apiRoot}${path}`,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(json !== undefined && { 'content-type': 'application/json' }),
      ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
      ...headers,
    },
  })
  sent.end(body)
  return new Promise((resolve, reject) => {
    sent.on('error', reject)
    sent.on('response', (response) => {
      text(response).then((said) => {
        keepTrace(method, path, question, response, said)
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: said,
          get json() {
            return JSON.parse(said) as Record<string, unknown>
          },
        })
      }, reject)
    })
  })
}

type Json = Readonly<Record<string, unknown>>

/** What is shown this once, by the act whose answer has it. */
const shownOnce: readonly {
  readonly name: string
  readonly path: RegExp
  readonly secretIn: (said: Json) => unknown
}[] = [
  { name: 'an API token', path: /\/me\/tokens$/, secretIn: ({ text }) => text },
  { name: 'the signing secret of a webhook', path: /\/webhooks$/, secretIn: ({ secret }) => secret },
  {
    name: 'the secret of a one-time link',
    path: /\/(invitations|new-password)$/,
    secretIn: ({ url }) => (typeof url === 'string' ? new URL(url).hash.slice(1) : undefined),
  },
]

/** For the search for secrets: what was answered, but for cookies, and for what is shown this once. */
function keepTrace(method: string, path: string, question: Question, response: IncomingMessage, said: string): void {
  const { 'set-cookie': cookies = [], ...headers } = response.headers
  for (const cookie of cookies) markSecret('a cookie', /=([^;]+)/.exec(cookie)?.[1] ?? '')
  const hasWorked = (response.statusCode ?? 500) < 300
  if (hasWorked) markSent(question.json)
  const kept = hasWorked && method === 'POST' ? withoutShownOnce(path, said) : said
  trace('answer', `${method} ${path}`, `${JSON.stringify(headers)}\n${kept}`)
}

/** The answer without the secret where it belongs, and marked: anywhere else it is found. */
function withoutShownOnce(path: string, said: string): string {
  const shown = shownOnce.find((one) => one.path.test(path))
  if (!shown) return said
  const secret = shown.secretIn(JSON.parse(said) as Json)
  // Webhooks that send e-mail have none.
  if (typeof secret !== 'string' || secret === '') return said
  markSecret(shown.name, secret)
  return said.replace(secret, '')
}

function markSent(json: unknown): void {
  if (typeof json !== 'object' || json === null) return
  for (const [name, value] of Object.entries(json)) {
    if (typeof value === 'string' && /(password|clientSecret)$/i.test(name)) markSecret(`${name} of a request`, value)
    else markSent(value)
  }
}
