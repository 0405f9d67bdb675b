/** How a browser reaches us, which decides what protects the cookie of a session. */
export type Transport =
  | { readonly kind: 'encrypted' }
  /** Plain HTTP on the machine itself: nobody listens in between. */
  | { readonly kind: 'loopback'; readonly port: string }
  /** Plain HTTP over a network: everybody on the way could read passwords and cookies. */
  | { readonly kind: 'exposed' }

/** By the address in the browser: the public address where one is set, else how the request came. */
export function transportOf(address: string): Transport {
  const { protocol, hostname, port } = new URL(address)
  if (protocol === 'https:') return { kind: 'encrypted' }
  const isLoopback = hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
  return isLoopback ? { kind: 'loopback', port: port || '80' } : { kind: 'exposed' }
}

/**
 * The name of the session's cookie. Browsers take a `__Host-` cookie only with Secure, from exactly this host, for all
 * paths (RFC 6265bis, 4.1.3.2). Some refuse Secure on plain HTTP even on the machine itself, so there the cookie is
 * another one; its name has the port, because cookies of all ports of a host are kept in one place.
 *
 * @internal
 */
export function cookieNameOf(transport: Transport): string {
  return transport.kind === 'loopback' ? `gantry-${transport.port}` : '__Host-gantry'
}

/** What a browser keeps for us, and until when. */
interface Kept {
  readonly secret: string
  readonly expiresAt: Date
}

/** The header Set-Cookie that gives a browser its session, or with no secret takes it away. */
export function sessionCookie(transport: Transport, session: Kept | undefined): string {
  return cookie(cookieNameOf(transport), transport, session)
}

/** The session's secret from the header Cookie. */
export function readSessionCookie(transport: Transport, header: string | undefined): string | undefined {
  return secretIn(cookieNameOf(transport), header)
}

/** As the session's, for a browser that is on its way to the identity provider and back. */
export function signOnCookie(transport: Transport, attempt: Kept | undefined): string {
  return cookie(signOnNameOf(transport), transport, attempt)
}

export function readSignOnCookie(transport: Transport, header: string | undefined): string | undefined {
  return secretIn(signOnNameOf(transport), header)
}

const signOnNameOf = (transport: Transport) => `${cookieNameOf(transport)}-sign-on`

function cookie(name: string, transport: Transport, kept: Kept | undefined): string {
  const lifetime = kept ? `Expires=${kept.expiresAt.toUTCString()}` : 'Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT'
  const secure = transport.kind === 'loopback' ? '' : '; Secure'
  return `${name}=${kept?.secret ?? ''}; Path=/; HttpOnly; SameSite=Lax; ${lifetime}${secure}`
}

function secretIn(name: string, header: string | undefined): string | undefined {
  const found = (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`))
  const secret = found?.slice(name.length + 1)
  return secret !== undefined && /^[\w-]{43}$/.test(secret) ? secret : undefined
}
