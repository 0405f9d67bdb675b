import type { Credential, Values } from '#platform'

export interface HeldCredential extends Credential {
  /** Every secret that it has ever held. */
  secrets(): readonly string[]
  /** How often new ones were asked for. */
  renewals(): number
}

/** A credential in memory that keeps the promises of a stored one: renewed by one caller at a time, stored before it is used. */
export function heldCredential(first: Values): HeldCredential {
  let held = first
  let turn: Promise<unknown> = Promise.resolve()
  let renewals = 0
  const all = new Set(secretsIn(first))
  return {
    read: async () => held,
    async renew(seen, renew) {
      const renewal = turn.then(async () => {
        if (!isSame(held, seen)) return held
        renewals++
        held = await renew(held)
        for (const secret of secretsIn(held)) all.add(secret)
        return held
      })
      turn = renewal.catch(() => undefined)
      return renewal
    },
    secrets: () => [...all],
    renewals: () => renewals,
  }
}

function isSame(one: Values, other: Values): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** Dates and addresses are kept beside them and are no secrets. */
function secretsIn(values: Values): readonly string[] {
  return Object.entries(values).flatMap(([name, value]) => (/token|secret/i.test(name) ? [value] : []))
}
