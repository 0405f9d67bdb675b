import { HttpError } from './http-error.ts'

/** This machine itself, by address or by the names that always mean it (RFC 6761, 6.3). */
export function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || isIn127(hostname)
}

// URL has brought every spelling of an IPv4 address (127.1, 0x7f.1) into this form.
function isIn127(hostname: string): boolean {
  return /^127\.\d+\.\d+\.\d+$/.test(hostname)
}

/** Throws for an address that content or secrets must not go to: https only, except on this machine. */
export function refuseUnsafe(url: URL): void {
  if (url.username !== '' || url.password !== '') {
    throw new HttpError('unsafe-address', `the address of ${url.host} holds a user name or a password`)
  }
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))) return
  throw new HttpError('unsafe-address', `${url.protocol}//${url.host} is not encrypted; only https is used`)
}

/** Throws when a redirect leads to an unsafe address, or from another machine into this one. */
export function refuseDetour(from: URL, to: URL): void {
  refuseUnsafe(to)
  if (isLoopback(to) && !isLoopback(from)) {
    throw new HttpError('unsafe-address', `${from.host} redirects to this machine (${to.host})`)
  }
  if (from.protocol === 'https:' && to.protocol !== 'https:') {
    throw new HttpError('unsafe-address', `${from.host} redirects from https to ${to.protocol}//${to.host}`)
  }
}
