import { randomBytes } from 'node:crypto'
import type { Store } from './store.ts'

// https://developers.procore.com, OAuth: authorisation codes.
const validMs = 10 * 60 * 1000

export interface Grant {
  readonly clientId: string
  readonly user: number
  readonly redirectUri: string
}

export function issueCode(store: Store, grant: Grant, now: number): string {
  const code = randomBytes(32).toString('hex')
  store.run(
    'insert into codes (code, client_id, user, redirect_uri, expires_at) values (?, ?, ?, ?, ?)',
    code,
    grant.clientId,
    grant.user,
    grant.redirectUri,
    now + validMs,
  )
  return code
}

/** Uses up a code. Absent when it is unknown, used before or too old. */
export function takeCode(store: Store, code: string, now: number): Grant | undefined {
  return store.together(() => {
    const row = store.first<{ client_id: string; user: number; redirect_uri: string }>(
      'select client_id, user, redirect_uri from codes where code = ? and is_used = 0 and expires_at > ?',
      code,
      now,
    )
    if (!row) return undefined
    store.run('update codes set is_used = 1 where code = ?', code)
    return { clientId: row.client_id, user: row.user, redirectUri: row.redirect_uri }
  })
}
