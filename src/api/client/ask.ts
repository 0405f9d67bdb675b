import { doneOnce } from '../contract/done-once.ts'
import { problem, type Problem } from '../contract/problem.ts'
import { apiRoot, routes, type RouteName } from '../contract/routes.ts'

/** What is asked of one act. */
export interface Question {
  /** For the names in braces of the route's path. */
  readonly parts?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>
  readonly json?: unknown
  readonly signal?: AbortSignal
}

export interface Message {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal?: AbortSignal
}

export interface Reply {
  readonly status: number
  readonly headers: { get(name: string): string | null }
  text(): Promise<string>
}

/** How a client reaches the server, and what it throws. */
export interface Way<Answer extends Reply> {
  /** `place` begins with a slash. Throws when no answer came. */
  send(place: string, message: Message): Promise<Answer>
  /** Whether to send once more what got no answer, such as when the connection broke off. */
  canRepeat(error: unknown): boolean
  /** For an answer that is no success; without what the server said when that is no problem of RFC 9457. */
  refusal(name: RouteName, status: number, said: Problem | undefined): Error
}

const pausesMs = [300, 1000]

/**
 * Asks the API. What is done once goes under a key of its own, and is sent again under the same one when the answer got
 * lost, so that it is done once all the same.
 */
export async function ask<Answer extends Reply>(
  way: Way<Answer>,
  name: RouteName,
  question: Question = {},
): Promise<Answer> {
  const { json, signal } = question
  const isOnce = doneOnce.has(name)
  const message: Message = {
    method: routes[name].method,
    headers: {
      accept: 'application/json, */*;q=0.1',
      ...(json !== undefined && { 'content-type': 'application/json' }),
      ...(isOnce && { 'idempotency-key': newKey() }),
    },
    ...(json !== undefined && { body: JSON.stringify(json) }),
    ...(signal && { signal }),
  }
  const place = placeOf(name, question)
  for (const pauseMs of isOnce ? pausesMs : []) {
    const answer = await way.send(place, message).catch((error: unknown) => {
      if (signal?.aborted || !way.canRepeat(error)) throw error
    })
    if (answer && !isUnderWay(answer)) return granted(way, name, answer)
    await pause(pauseMs, signal)
  }
  return granted(way, name, await way.send(place, message))
}

async function granted<Answer extends Reply>(way: Way<Answer>, name: RouteName, answer: Answer): Promise<Answer> {
  if (answer.status < 300) return answer
  throw way.refusal(name, answer.status, problemIn(await answer.text().catch(() => '')))
}

/** @internal Where a route is, for links and downloads too. */
export function placeOf(name: RouteName, { parts = {}, query = {} }: Question = {}): string {
  const path = routes[name].path.replace(/\{(\w+)\}/g, (_, part: string) => encodeURIComponent(parts[part] ?? ''))
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined || value === '') continue
    for (const one of Array.isArray(value) ? (value as readonly string[]) : [value]) search.append(key, String(one))
  }
  return `${apiRoot}${path}${search.size > 0 ? `?${search.toString()}` : ''}`
}

/** The first request with the same key has no answer yet. */
function isUnderWay({ status, headers }: Reply): boolean {
  return status === 409 && headers.get('retry-after') !== null
}

function problemIn(text: string): Problem | undefined {
  try {
    return problem.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/** crypto.randomUUID is not there on pages that came over plain http. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, ms)
    const stop = () => {
      clearTimeout(timer)
      reject(signal?.reason as Error)
    }
    signal?.addEventListener('abort', stop, { once: true })
  })
}
