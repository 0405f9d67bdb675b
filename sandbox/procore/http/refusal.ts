/** What Procore says under "errors": sentences, or sentences by the field they are about. */
export type Errors = readonly string[] | Readonly<Record<string, readonly string[]>>

export interface RefusalMore {
  /** The reason_code of version 2. */
  readonly reason?: string
  readonly headers?: Readonly<Record<string, string>>
  /** The body of version 1 where it is another than {"errors": …}; a text is sent as plain text. */
  readonly body?: object | string
}

/** An answer that refuses the call. */
export class Refusal extends Error {
  readonly status: number
  readonly errors: Errors
  readonly more: RefusalMore

  constructor(status: number, errors: Errors, more: RefusalMore = {}) {
    super(sentences(errors).join(' '))
    this.status = status
    this.errors = errors
    this.more = more
  }
}

export const notFound = (what: string) => new Refusal(404, [`${what} not found`], { reason: 'NOT_FOUND' })
export const forbidden = (sentence: string) => new Refusal(403, [sentence], { reason: 'FORBIDDEN' })
export const invalid = (field: string, message: string) =>
  new Refusal(400, { [field]: [message] }, { reason: 'INVALID_PROPERTY' })

const codes: Readonly<Record<number, readonly [code: string, message: string]>> = {
  400: ['BAD_REQUEST', 'Bad Request'],
  401: ['UNAUTHORIZED', 'Unauthorized'],
  403: ['FORBIDDEN', 'Forbidden'],
  404: ['NOT_FOUND', 'Not Found'],
  409: ['CONFLICT', 'Conflict'],
  429: ['TOO_MANY_REQUESTS', 'Too Many Requests'],
  500: ['INTERNAL_SERVER_ERROR', 'Internal Server Error'],
  503: ['SERVICE_UNAVAILABLE', 'Service Unavailable'],
}

/** Version 2 has one form of error for everything; in version 1 it differs from case to case. */
export function bodyOf(refusal: Refusal, version: 1 | 2): object | string {
  if (version === 1 || typeof refusal.more.body === 'string') return refusal.more.body ?? { errors: refusal.errors }
  const [code, message] = codes[refusal.status] ?? ['BAD_REQUEST', 'Bad Request']
  const reason = refusal.more.reason ?? code
  const details = sentences(refusal.errors).map((sentence) => ({ reason_code: reason, message: sentence }))
  return { error: { code, message, details } }
}

function sentences(errors: Errors): readonly string[] {
  if (Array.isArray(errors)) return errors
  return Object.entries(errors).flatMap(([field, messages]) =>
    messages.map((one: string) => (field === 'base' ? one : `${field} ${one}`)),
  )
}
