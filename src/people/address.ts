import { isIPv6 } from 'node:net'

/**
 * What counts as one address when attempts are counted: an IPv4 address, or the /64 network of an IPv6 one, of which one
 * customer usually has them all (RFC 6177).
 */
export function networkOf(address: string): string {
  const bare = address.replace(/%.*$/, '')
  if (!isIPv6(bare)) return bare
  // URL writes the shortest form, with ::ffff:1.2.3.4 as ::ffff:102:304.
  const [head = '', tail] = new URL(`http://[${bare}]`).hostname.slice(1, -1).split('::')
  const before = groups(head)
  const after = groups(tail ?? '')
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length
  const all = [...before, ...Array.from({ length: zeros }, () => 0), ...after]
  const [high = 0, low = 0] = all.slice(6)
  const isMapped = all.slice(0, 5).every((group) => group === 0) && all[5] === 0xffff
  if (isMapped) return [high >> 8, high & 255, low >> 8, low & 255].join('.')
  return `${all
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`
}

const groups = (text: string) => (text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16)))
