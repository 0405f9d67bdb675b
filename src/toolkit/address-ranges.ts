/** A range of addresses in CIDR notation. */
export type Range = readonly [address: string, prefix: number]

interface Reserved {
  /** What its addresses are, to follow “is” in a sentence. */
  readonly what: string
  readonly ranges: readonly Range[]
}

/** This machine, however it is written. */
export const loopback: readonly Range[] = [
  ['127.0.0.0', 8],
  ['::1', 128],
]

/** Networks of firms and homes: RFC 1918, RFC 4193. */
export const privateUse: readonly Range[] = [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['fc00::', 7],
]

/**
 * Everything that is not the internet: IANA's registries of special-purpose addresses, and what clouds add to them
 * (https://www.iana.org/assignments/iana-ipv4-special-registry, …/iana-ipv6-special-registry). Forms that carry an IPv4 address
 * inside are refused whole, whatever they carry. The more special comes first, because its words are the ones that are shown.
 */
export const reserved: readonly Reserved[] = [
  { what: 'this machine itself', ranges: loopback },
  {
    what: 'where clouds keep secrets of their machines',
    // AWS, Google, Azure and others; Azure’s second; Alibaba; Oracle; AWS over IPv6.
    ranges: [
      ['169.254.169.254', 32],
      ['168.63.129.16', 32],
      ['100.100.100.200', 32],
      ['192.0.0.192', 32],
      ['fd00:ec2::254', 128],
    ],
  },
  { what: 'in a private network', ranges: privateUse },
  {
    what: 'only known on its own cable',
    ranges: [
      ['169.254.0.0', 16],
      ['fe80::', 10],
      ['fec0::', 10],
    ],
  },
  { what: 'shared behind a provider’s router', ranges: [['100.64.0.0', 10]] },
  {
    what: 'no address of a machine',
    ranges: [
      ['0.0.0.0', 8],
      ['::', 128],
    ],
  },
  {
    what: 'for many machines at once',
    ranges: [
      ['224.0.0.0', 4],
      ['ff00::', 8],
    ],
  },
  {
    what: 'an IPv4 address in disguise',
    // Mapped, compatible, NAT64 and its local form, 6to4 and its relays, Teredo.
    ranges: [
      ['::ffff:0:0', 96],
      ['::ffff:0:0:0', 96],
      ['::', 96],
      ['64:ff9b::', 96],
      ['64:ff9b:1::', 48],
      ['2002::', 16],
      ['192.88.99.0', 24],
      ['2001::', 32],
    ],
  },
  {
    what: 'kept for tests and examples',
    ranges: [
      ['192.0.2.0', 24],
      ['198.18.0.0', 15],
      ['198.51.100.0', 24],
      ['203.0.113.0', 24],
      ['2001:db8::', 32],
      ['3fff::', 20],
    ],
  },
  {
    what: 'kept for other uses',
    ranges: [
      ['192.0.0.0', 24],
      ['240.0.0.0', 4],
      ['2001::', 23],
      // All but 2000::/3, the only part of IPv6 that is given out for the internet.
      ['::', 3],
      ['4000::', 2],
      ['8000::', 1],
    ],
  },
]
