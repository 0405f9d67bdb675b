import { lookup, type LookupAddress } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { buildConnector } from 'undici'
import type { Network } from '#platform'
import { HttpError } from './http-error.ts'
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
  const { network, ports = usualPorts } = given
  const everywhere = wayThrough(network, given)
  const toAllowed = wayThrough(network.allowed, given)
  const toThisMachine = wayThrough(onlyThisMachine(network.allowed), given)
  return (options, callback) => {
    const isUsual = ports.has(Number(options.port || 443))
    const way = options.protocol !== 'https:' ? toThisMachine : isUsual ? everywhere : toAllowed
    const refusal =
      isIP(options.hostname) === 0 ? undefined : refusalOf(options.hostname, options.hostname, way.network)
    if (refusal) callback(refusal, null)
    else way.connect(options, callback)
  }
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
