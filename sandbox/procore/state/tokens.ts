import { createHash, randomBytes } from 'node:crypto'
import type { Store } from './store.ts'

export interface Token {
  readonly clientId: string
  /** Absent for a service account, which is another user in every company. */
  readonly user: number | null
  readonly createdAt: number
  readonly expiresAt: number
  readonly isRevoked: boolean
}

export interface IssuedToken {
  readonly access: string
  readonly refresh?: string
}

interface TokenRow {
  readonly client_id: string
  readonly user: number | null
  readonly created_at: number
  readonly expires_at: number
  readonly is_revoked: number
}

export interface NewToken {
  readonly clientId: string
  readonly user: number | null
  readonly now: number
  readonly seconds: number
}

/** Makes an access token, and for a person a refresh token too. Only their digests are kept. */
export function issueToken(store: Store, { clientId, user, now, seconds }: NewToken): IssuedToken {
  const access = accessToken(clientId, user, now + seconds * 1000)
  const refresh = user === null ? undefined : randomBytes(32).toString('hex')
  store.run(
    'insert into tokens (access, refresh, client_id, user, created_at, expires_at) values (?, ?, ?, ?, ?, ?)',
    digest(access),
    refresh === undefined ? null : digest(refresh),
    clientId,
    user,
    now,
    now + seconds * 1000,
  )
  return { access, ...(refresh !== undefined && { refresh }) }
}

export function findToken(store: Store, access: string): Token | undefined {
  const row = store.first<TokenRow>('select * from tokens where access = ?', digest(access))
  return (
    row && {
      clientId: row.client_id,
      user: row.user,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
      isRevoked: row.is_revoked === 1,
    }
  )
}

/** Uses up a refresh token: whatever comes of the call, it never works again. */
export function takeRefreshToken(store: Store, refresh: string): { clientId: string; user: number } | undefined {
  return store.together(() => {
    const row = store.first<{ client_id: string; user: number }>(
      'select client_id, user from tokens where refresh = ? and is_refreshed = 0 and is_revoked = 0',
      digest(refresh),
    )
    if (!row) return undefined
    store.run('update tokens set is_refreshed = 1 where refresh = ?', digest(refresh))
    return { clientId: row.client_id, user: row.user }
  })
}

/** By its access or its refresh token; both end. */
export function revokeToken(store: Store, clientId: string, token: string): void {
  store.run(
    'update tokens set is_revoked = 1 where client_id = ? and (access = ? or refresh = ?)',
    clientId,
    digest(token),
    digest(token),
  )
}

export function revokeAll(store: Store, clientId: string | undefined): void {
  store.run('update tokens set is_revoked = 1 where ? is null or client_id = ?', clientId ?? null, clientId ?? null)
}

/** Access tokens end now; refresh tokens stay as they are. */
export function expireAll(store: Store, clientId: string | undefined, now: number): void {
  store.run(
    'update tokens set expires_at = min(expires_at, ?) where ? is null or client_id = ?',
    now,
    clientId ?? null,
    clientId ?? null,
  )
}

/** The form of Procore's tokens, which are signed; here nobody checks more than that the token is known. */
function accessToken(clientId: string, user: number | null, expiresAt: number): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const claims = { aid: clientId, uid: user, exp: Math.floor(expiresAt / 1000) }
  return [part({ typ: 'JWT', alg: 'ES512' }), part(claims), randomBytes(99).toString('base64url')].join('.')
}

const digest = (token: string) => createHash('sha256').update(token).digest('base64url')
