/** What went wrong on the way, before there was an answer to judge. */
export type HttpTrouble =
  /** No connection came to be, so nothing was sent. */
  | 'unreachable'
  | 'timed-out'
  /** The connection broke; what was sent may have arrived. */
  | 'cut-off'
  /** Not https, or a way from the internet into this machine. */
  | 'unsafe-address'
  | 'too-many-redirects'
  | 'too-large'

/** Its text names hosts, never queries or headers: those may hold secrets. */
export class HttpError extends Error {
  override readonly name = 'HttpError'
  readonly trouble: HttpTrouble

  constructor(trouble: HttpTrouble, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.trouble = trouble
  }
}

const unreachable: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no host of that name',
  EAI_AGAIN: 'its name cannot be looked up at the moment',
  EHOSTUNREACH: 'no way leads to it',
  ENETUNREACH: 'there is no network to it',
  UND_ERR_CONNECT_TIMEOUT: 'it does not answer',
}
const broken: Readonly<Record<string, string>> = {
  ECONNRESET: 'the other side ended it',
  UND_ERR_SOCKET: 'the other side ended it',
  EPIPE: 'the other side ended it',
}
const slow: ReadonlySet<string> = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'ETIMEDOUT'])
const certificate = /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO)/

/** The trouble behind an error of the HTTP library. */
export function troubleFrom(error: unknown, host: string): HttpError {
  if (error instanceof HttpError) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const why = unreachable[code]
  if (why !== undefined) return new HttpError('unreachable', `${host} cannot be reached: ${why}`, error)
  if (certificate.test(code)) return new HttpError('unreachable', `${host} has no valid certificate (${code})`, error)
  if (slow.has(code)) return new HttpError('timed-out', `${host} did not answer in time`, error)
  return new HttpError(
    'cut-off',
    `the connection to ${host} broke (${broken[code] ?? (code || 'for no known reason')})`,
    error,
  )
}
