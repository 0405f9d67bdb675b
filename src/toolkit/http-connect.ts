import { lookup, type LookupAddress } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { buildConnector } from 'undici'
import type { Network } from '#platform'
import { refuseUnsafe } from './http-address.ts'
import { HttpError, troubleFrom } from './http-error.ts'
import { isThisMachine } from './network.ts'

/** Looks a name up. It is asked once for each connection, so that what is checked is what is connected to. */
export type Resolve = (host: string, told: (error: Error | null, addresses: readonly LookupAddress[]) => void) => void

export interface Connecting {
  readonly network: Network
  readonly timeoutMs: number
  /** The system's when absent. */
  readonly resolve?: Resolve | undefined
  /** Ports that may be spoken to on the internet. */
  readonly ports?: ReadonlySet<number> | undefined
}

// What serves https on the internet; others are more likely to be something that was not meant to be spoken to.
const usualPorts: ReadonlySet<number> = new Set([443, 8443])

/**
 * Makes connections only to addresses that the network allows: those of every name it looks up, at the moment of connecting,
 * and those written out. Without encryption only to this machine.
 */
export function guardedConnector(given: Connecting): buildConnector.connector {
  const networks = networksOf(given.network)
  const ways = {
    everywhere: wayThrough(networks.everywhere, given),
    allowed: wayThrough(networks.allowed, given),
    thisMachine: wayThrough(networks.thisMachine, given),
  }
  return (options, callback) => {
    const way = ways[reachOf(options, given)]
    const refusal =
      isIP(options.hostname) === 0 ? undefined : refusalOf(options.hostname, options.hostname, way.network)
    if (refusal) callback(refusal, null)
    else way.connect(options, callback)
  }
}

/**
 * Throws HttpError for an address that no connection would be made to, without making one. A name that cannot be looked up is
 * refused too: where somebody else finds it is not known here.
 */
export async function refuseForbidden(url: URL, given: Omit<Connecting, 'timeoutMs'>): Promise<void> {
  refuseUnsafe(url)
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const network = networksOf(given.network)[reachOf(url, given)]
  const refusal = isIP(host) === 0 ? await refusalOfName(host, network, given) : refusalOf(host, host, network)
  if (refusal) throw refusal
}

async function refusalOfName(
  host: string,
  network: Network,
  { resolve = bySystem }: Pick<Connecting, 'resolve'>,
): Promise<HttpError | undefined> {
  const lookUp = checkedLookup(network, resolve)
  return new Promise((settle) => {
    lookUp(host, {}, (error) => settle(error ? troubleFrom(error, host) : undefined))
  })
}

type Reach = 'everywhere' | 'allowed' | 'thisMachine'

function reachOf(
  { protocol, port }: { readonly protocol: string; readonly port?: string | null },
  { ports = usualPorts }: Pick<Connecting, 'ports'>,
): Reach {
  if (protocol !== 'https:') return 'thisMachine'
  return ports.has(Number(port || 443)) ? 'everywhere' : 'allowed'
}

function networksOf(network: Network): Readonly<Record<Reach, Network>> {
  const { allowed } = network
  return { everywhere: network, allowed, thisMachine: onlyThisMachine(allowed) }
}

function wayThrough(network: Network, { timeoutMs, resolve = bySystem }: Connecting) {
  return { network, connect: buildConnector({ timeout: timeoutMs, lookup: checkedLookup(network, resolve) }) }
}

/** One address that is refused spoils the name: nobody honest mixes them. */
function checkedLookup(network: Network, resolve: Resolve): LookupFunction {
  return (host, { all }, callback) => {
    resolve(host, (error, addresses) => {
      const [first] = addresses
      const refusal = addresses.map(({ address }) => refusalOf(host, address, network)).find((found) => found)
      const failure = error ?? refusal ?? (first ? null : new HttpError('unreachable', `${host} has no address`))
      if (failure || !first) callback(failure, [])
      else if (all) callback(null, [...addresses])
      else callback(null, first.address, first.family)
    })
  }
}

const bySystem: Resolve = (host, told) =>
  lookup(host, { all: true }, (error, addresses) => told(error, addresses ?? []))

function refusalOf(host: string, address: string, network: Network): HttpError | undefined {
  const why = network.refusal(address)
  if (why === undefined) return undefined
  const who = host === address ? address : `${host} leads to ${address}, which`
  return new HttpError('unsafe-address', `${who} is ${why}`)
}

function onlyThisMachine(network: Network): Network {
  return {
    refusal: (address) =>
      isThisMachine(address) ? network.refusal(address) : 'another machine; only https goes there',
    allowed: network,
  }
}
