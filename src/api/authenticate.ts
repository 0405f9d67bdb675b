import { createHash, timingSafeEqual } from 'node:crypto'

/** Tells whether an Authorization header carries the token, in a time that tells nothing of it. */
export function authenticator(token: string): (header: string | undefined) => boolean {
  const wanted = digestOf(token)
  return (header) => {
    const given = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1]
    return given !== undefined && timingSafeEqual(digestOf(given), wanted)
  }
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
