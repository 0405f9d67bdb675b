import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'

interface RequestProblem {
  readonly status: number
  readonly detail: string
}

/** What is wrong with a request that never reached its act, by Fastify's code. https://fastify.dev/docs/latest/Reference/Errors/ */
const details: Readonly<Record<string, string>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE:
    'Send the body with the content type that this address takes, mostly application/json.',
  FST_ERR_CTP_INVALID_TYPE: 'Send the body with the content type that this address takes, mostly application/json.',
  FST_ERR_CTP_BODY_TOO_LARGE: 'The body is larger than this address takes.',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'The body is empty, though its content type says that it is JSON.',
  FST_ERR_CTP_INVALID_JSON_BODY: 'The body is no JSON.',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'The body is not as long as the request says.',
  FST_ERR_BAD_URL: 'The address is not well-formed: a percent sign begins no valid character.',
  FST_ERR_MAX_PARAM_LENGTH: 'A part of the address is too long.',
}

const mostIssues = 3

/** Undefined when the request is not to blame. */
export function requestProblem(error: unknown): RequestProblem | undefined {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const issues = error.validation.slice(0, mostIssues)
    return { status: 400, detail: issues.map((issue) => sentenceOf(issue)).join(' ') }
  }
  if (isNoText(error)) {
    return { status: 400, detail: 'A text in the request holds a character that cannot be stored, such as NUL.' }
  }
  if (!(error instanceof Error) || !('statusCode' in error) || typeof error.statusCode !== 'number') return undefined
  if (error.statusCode < 400 || error.statusCode >= 500) return undefined
  const code = 'code' in error ? String(error.code) : ''
  return { status: error.statusCode, detail: details[code] ?? 'The request could not be read.' }
}

/** Of PostgreSQL: character_not_in_repertoire, which is what it calls NUL. */
function isNoText(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '22021'
}

interface Issue {
  readonly keyword: string
  readonly instancePath: string
  readonly message?: string
  readonly params: object
}

function sentenceOf({ keyword, instancePath, message = '', params }: Issue): string {
  const field = instancePath.slice(1).replaceAll('/', '.')
  if (keyword === 'unrecognized_keys' && 'keys' in params && Array.isArray(params.keys)) {
    return `There is no field ${params.keys.map((key) => `“${String(key)}”`).join(', ')} here.`
  }
  if (/received (undefined|null)$/.test(message)) return field === '' ? 'A body is needed.' : `“${field}” is missing.`
  const said = message.replace(/^Invalid (input|option): /, '').replace(/^Too (big|small): /, '')
  return field === '' ? `The body is not valid: ${said}.` : `“${field}” is not valid: ${said}.`
}
