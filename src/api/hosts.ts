import { isIP } from 'node:net'

export interface Names {
  /** The address that is listened on. */
  readonly host: string
  readonly publicUrl?: string | undefined
  /** Networks of the proxies in front; nobody's word is taken without them. */
  readonly trustedProxies?: readonly string[] | undefined
}

/**
 * Tells whether a Host header names this server. A page elsewhere can make its own name lead to this machine (DNS
 * rebinding), so names must be known; addresses in digits cannot be made to lead elsewhere.
 */
export function hostChecker({ host, publicUrl }: Names): (header: string | undefined) => boolean {
  const known = new Set(['localhost', host.toLowerCase()])
  if (publicUrl !== undefined) known.add(new URL(publicUrl).hostname.toLowerCase())
  return (header) => {
    const name = hostnameIn(header ?? '')
    return name !== undefined && (known.has(name) || isIP(name.replace(/^\[|\]$/g, '')) !== 0)
  }
}

function hostnameIn(header: string): string | undefined {
  return /^([\w.-]+|\[[\da-f:.]+\])(?::\d+)?$/i.exec(header)?.[1]?.toLowerCase()
}
