import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** 256 random bits, as text that fits into a link or a cookie. */
export const newSecret = () => randomBytes(32).toString('base64url')

/**
 * What is stored in place of a secret that Gantry made itself. A plain SHA-256 is enough for 256 random bits, which
 * nobody can try out; passwords are another matter.
 */
export const fingerprint = (secret: string) => createHash('sha256').update(secret).digest('hex')

/** Whether two secrets are the same, in a time that tells nothing of where they differ. */
export function isSameSecret(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(fingerprint(a)), Buffer.from(fingerprint(b)))
}
