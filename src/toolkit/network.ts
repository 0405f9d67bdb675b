import { BlockList, isIP } from 'node:net'
import type { Network } from '#platform'
import { loopback, privateUse, reserved, type Range } from './address-ranges.ts'

/** What may stand for ranges in the setting. */
const named: Readonly<Record<string, readonly Range[]>> = { loopback, private: privateUse }

/** The ranges of `loopback`, `private`, an IP address or a CIDR range; undefined for anything else. */
export function rangesOf(text: string): readonly Range[] | undefined {
  const known = Object.hasOwn(named, text) ? named[text] : undefined
  if (known) return known
  const [, address = '', digits] = /^([\da-f.:]+)(?:\/(\d{1,3}))?$/i.exec(text) ?? []
  const longest = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1
  const prefix = digits === undefined ? longest : Number(digits)
  return longest === -1 || prefix > longest ? undefined : [[address, prefix]]
}

const lists = reserved.map(({ what, ranges }) => ({ what, list: listOf(ranges) }))

/** The internet, and besides it what the administrator has allowed: `loopback`, `private`, addresses and CIDR ranges. */
export function networkWith(allowedNetworks: readonly string[] = []): Network {
  const list = listOf(allowedNetworks.flatMap((text) => rangesOf(text) ?? []))
  const isAllowed = (address: string) => list.has(address)
  const allowed: Network = {
    refusal: (address) =>
      isAllowed(address) ? undefined : `${whatIs(address) ?? 'not among the allowed networks'}${advice}`,
    get allowed() {
      return allowed
    },
  }
  return {
    refusal(address) {
      const what = whatIs(address)
      return what === undefined || isAllowed(address) ? undefined : what + advice
    },
    allowed,
  }
}

const advice = '; an administrator can allow it with the setting allowedNetworks'

function whatIs(address: string): string | undefined {
  if (isIP(address) === 0) return 'no IP address'
  return lists.find(({ list }) => list.has(address))?.what
}

/** Whether an address is this machine. */
export function isThisMachine(address: string): boolean {
  return thisMachine.has(address)
}

const thisMachine = listOf(loopback)

/** Whether an address is in one of the networks, also where IPv4 is written as IPv6. */
export function isInNetworks(address: string, networks: readonly string[]): boolean {
  return listOf(networks.flatMap((text) => rangesOf(text) ?? [])).has(address.replace(/^::ffff:(?=[\d.]+$)/i, ''))
}

interface Ranges {
  has(address: string): boolean
}

/** A list for each family: one alone would find every IPv4 address among the IPv6 ones that it can be mapped to. */
function listOf(ranges: readonly Range[]): Ranges {
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() }
  for (const [address, prefix] of ranges) lists[familyOf(address)].addSubnet(address, prefix, familyOf(address))
  return { has: (address) => lists[familyOf(address)].check(address, familyOf(address)) }
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4'
}
