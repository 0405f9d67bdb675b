/** A request that is not granted for what it is, whatever it is about. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused'
  readonly code: 'invalid' | 'conflict' | 'throttled'
  /** When the same request can be tried again. */
  readonly retryAfterS: number | undefined

  constructor(code: RequestRefused['code'], message: string, retryAfterS?: number) {
    super(message)
    this.code = code
    this.retryAfterS = retryAfterS
  }
}
