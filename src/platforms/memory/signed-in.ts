import { randomUUID } from 'node:crypto'
import type { Path } from '#platform'
import type { Knobs } from './knobs.ts'
import { refusal } from './refusal.ts'

/** An access token as platforms give them: it ends, and is renewed once for all who wait for it. */
export interface SignedIn {
  /** Throws unauthorised when no new token is to be had. */
  makeSure(verb: string, path: Path): Promise<void>
  expire(): void
  refreshes(): number
  /** Every token so far; none may appear in a text that is thrown. */
  secrets(): readonly string[]
}

export function signedIn(knobs: () => Knobs): SignedIn {
  const secrets: string[] = []
  let endsAt = Number.POSITIVE_INFINITY
  let refreshes = 0
  let renewal: Promise<void> | undefined
  giveToken()

  function giveToken() {
    const { tokenLastsMs, clock } = knobs()
    secrets.push(`token-${randomUUID()}`)
    endsAt = clock.now() + tokenLastsMs
  }

  async function renew(verb: string, path: Path) {
    refreshes++
    // A call takes a while; those who come meanwhile wait for this one.
    await Promise.resolve()
    if (knobs().refusesRefresh) {
      throw refusal('unauthorised', verb, path, 'the sign-in has ended. Sign in again under Connections')
    }
    giveToken()
  }

  return {
    async makeSure(verb, path) {
      if (knobs().clock.now() < endsAt) return
      renewal ??= renew(verb, path).finally(() => (renewal = undefined))
      await renewal
    },
    expire: () => void (endsAt = 0),
    refreshes: () => refreshes,
    secrets: () => secrets,
  }
}
