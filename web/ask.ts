import type { Problem } from '#api/contract/problem.ts'
import { apiRoot, routes, type RouteName } from '#api/contract/routes.ts'
import { texts } from './texts/texts.ts'

/** What the API refused or could not do, as it says it; or that it could not be reached. */
export class Refusal extends Error {
  readonly code: Problem['code'] | 'unreachable'
  readonly status: number

  constructor(code: Refusal['code'], status: number, detail: string, options?: ErrorOptions) {
    super(detail, options)
    this.name = 'Refusal'
    this.code = code
    this.status = status
  }
}

export interface Question {
  /** For the names in braces of the route's path. */
  readonly parts?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>
  readonly json?: unknown
  readonly signal?: AbortSignal
}

/** Asks the API on this page's own server; what is no JSON comes as text. Throws a Refusal. */
export async function ask<Answer>(name: RouteName, question: Question = {}): Promise<Answer> {
  const { json, signal } = question
  const answer = await fetch(addressOf(name, question), {
    method: routes[name].method,
    headers: { accept: 'application/json', ...(json !== undefined && { 'content-type': 'application/json' }) },
    ...(json !== undefined && { body: JSON.stringify(json) }),
    ...(signal && { signal }),
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error
    throw new Refusal('unreachable', 0, texts.unreachable, { cause: error })
  })
  if (!answer.ok) throw await refusalOf(answer)
  if (answer.status === 204) return undefined as Answer
  const isJson = answer.headers.get('content-type')?.includes('json') === true
  return (isJson ? await answer.json() : await answer.text()) as Answer
}

/** Where a route is, for links and downloads too. */
export function addressOf(name: RouteName, { parts = {}, query = {} }: Question = {}): string {
  const path = routes[name].path.replace(/\{(\w+)\}/g, (_, part: string) => encodeURIComponent(parts[part] ?? ''))
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined || value === '') continue
    for (const one of Array.isArray(value) ? (value as readonly string[]) : [value]) search.append(key, String(one))
  }
  return `${apiRoot}${path}${search.size > 0 ? `?${search}` : ''}`
}

async function refusalOf(answer: Response): Promise<Refusal> {
  const problem = (await answer.json().catch(() => undefined)) as Partial<Problem> | undefined
  const detail = problem?.detail ?? texts.answeredWith(answer.status)
  return new Refusal(problem?.code ?? 'unexpected', answer.status, detail)
}
