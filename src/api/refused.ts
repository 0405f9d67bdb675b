/** A request that is not granted for what it is, whatever it is about. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused'
  readonly code: 'invalid' | 'conflict'

  constructor(code: RequestRefused['code'], message: string) {
    super(message)
    this.code = code
  }
}
