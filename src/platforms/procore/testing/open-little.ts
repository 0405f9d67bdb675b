import type { Credential, Pacer, Storage, Values } from '#platform'
import { acceleratedClock } from '#toolkit/clock.ts'
import { networkWith } from '#toolkit/network.ts'
import { memoryPacer } from '#toolkit/testing/memory-pacer.ts'
import { procore } from '../procore.ts'

/** The servers of tests are on this machine. */
export const network = networkWith(['loopback'])

export const quiet = { debug() {}, info() {}, warn() {}, error() {} }

/** A credential kept in memory; renewals are stored before they are used. */
export function heldCredential(first: Values): Credential & { readonly renewals: number; secrets: Values } {
  const held = {
    secrets: first,
    renewals: 0,
    read: async () => held.secrets,
    async renew(_seen: Values, renew: (secrets: Values) => Promise<Values>) {
      held.renewals++
      held.secrets = await renew(held.secrets)
      return held.secrets
    },
  }
  return held
}

/** Sleeps of minutes take milliseconds. */
export const fastClock = () => acceleratedClock(2000)

export const service = {
  clientSecret: 'client-secret-1',
  accessToken: 'access-token-1',
  expiresAt: '2999-01-01T00:00:00Z',
}

export async function openLittle(
  origin: string,
  options: { readonly credential?: Credential; readonly pacer?: Pacer; readonly settings?: Values } = {},
): Promise<Storage> {
  const clock = fastClock()
  return await procore.open(
    { way: 'client-credentials', settings: { domain: origin, clientId: 'client-1', ...options.settings } },
    {
      clock,
      log: quiet,
      network,
      credential: options.credential ?? heldCredential(service),
      pacer: options.pacer ?? memoryPacer(clock),
    },
  )
}

export const space = '3/7'
