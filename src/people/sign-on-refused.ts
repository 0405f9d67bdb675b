import type { Person } from './person.ts'
import { PeopleRefused } from './refused.ts'

/** Why somebody could not come in through the identity provider, in one word for the audit log. */
export type SignOnReason =
  | 'other-browser'
  | 'refused-by-provider'
  | 'provider-unreachable'
  | 'provider-misconfigured'
  | 'provider-misunderstood'
  | 'code-spent'
  | 'clock'
  | 'no-email'
  | 'unverified-email'
  | 'unknown-person'
  | 'other-identity'
  | 'disabled'
  | 'nobody-there'

/** Who was refused, as far as the provider vouches for it. */
interface Who {
  readonly email: string
  readonly person?: Pick<Person, 'id' | 'name'>
}

/** A sign-in through the identity provider that came to nothing. */
export class SignOnRefused extends PeopleRefused {
  readonly reason: SignOnReason
  readonly who?: Who

  constructor(reason: SignOnReason, message: string, { code = 'forbidden', who }: More = {}) {
    super(code, message)
    this.reason = reason
    if (who) this.who = who
  }
}

interface More {
  readonly code?: 'forbidden' | 'conflict'
  readonly who?: Who
}
