/** A wish about people, sessions or tokens that is not granted; the sentence says why and what to do. */
export class PeopleRefused extends Error {
  override readonly name = 'PeopleRefused'
  readonly code: 'invalid' | 'unauthorised' | 'forbidden' | 'not-found' | 'conflict' | 'throttled'
  /** With `throttled`: when the next attempt counts. */
  readonly until?: Date

  constructor(code: PeopleRefused['code'], message: string, until?: Date) {
    super(message)
    this.code = code
    if (until) this.until = until
  }
}
