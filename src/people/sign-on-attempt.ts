import { createHmac } from 'node:crypto'

/** What ties the way to the identity provider and back to one browser. */
export interface SignOnAttempt {
  /** Comes back with the browser (RFC 6749, 10.12). */
  readonly state: string
  /** Comes back inside the ID token (OpenID Connect Core, 3.1.2.1). */
  readonly nonce: string
  /** Shows that the code is asked for by whom it was given to (RFC 7636). */
  readonly codeVerifier: string
}

/**
 * All three follow from the secret in the browser's cookie, so nothing needs to be stored for those who never come back.
 * Who sees one, as the provider does, can tell neither the others nor the secret.
 */
export function attemptOf(secret: string): SignOnAttempt {
  const part = (purpose: string) => createHmac('sha256', secret).update(purpose).digest('base64url')
  return { state: part('state'), nonce: part('nonce'), codeVerifier: part('code-verifier') }
}
