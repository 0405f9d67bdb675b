import { StorageError, type Surroundings, type Values } from '#platform'
import type { Http } from '#toolkit/http.ts'
import { unlessAborted } from '#toolkit/until-aborted.ts'
import type { Account } from './account.ts'
import { grant, isExpired, unavailableUnlessRefused } from './grant.ts'

/** The access token, renewed when it runs out; by one caller at a time, for all workers. */
export interface Tokens {
  /** Secrets whose access token has not run out. */
  current(signal: AbortSignal | undefined): Promise<Values>
  /** Others than `seen`, whose token was refused. */
  renewed(seen: Values, signal: AbortSignal | undefined): Promise<Values>
}

export function tokensOf(
  account: Account,
  http: Http,
  { credential, clock }: Pick<Surroundings, 'credential' | 'clock'>,
): Tokens {
  let known: Values | undefined
  let renewing: Promise<Values> | undefined
  const renewOnce = async (seen: Values) => {
    known = await credential.renew(seen, (secrets) => renewal(account, secrets, { http, clock }))
    return known
  }
  const renew = (seen: Values) => {
    renewing ??= renewOnce(seen).finally(() => (renewing = undefined))
    return renewing
  }
  return {
    async current(signal) {
      const secrets = known ?? (await credential.read())
      known = secrets
      if (secrets['accessToken'] !== undefined && !isExpired(secrets, clock.now())) return secrets
      // A renewal goes on when one of those who wait for it leaves: its answer must be stored.
      return await unlessAborted(renew(secrets), signal)
    },
    async renewed(seen, signal) {
      if (known !== undefined && known !== seen) return known
      return await unlessAborted(renew(seen), signal)
    },
  }
}

/** For a service account an unclear outcome is harmless; a refresh token may be used up by it, so that passes as it is. */
async function renewal(
  account: Account,
  secrets: Values,
  means: { readonly http: Http } & Pick<Surroundings, 'clock'>,
): Promise<Values> {
  if (account.isService) {
    const granted = await unavailableUnlessRefused(grant(account, secrets, { grant_type: 'client_credentials' }, means))
    return { ...secrets, ...granted }
  }
  const { refreshToken, redirectUrl } = secrets
  if (refreshToken === undefined) throw needsSignIn()
  const form = {
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
    ...(redirectUrl !== undefined && { redirect_uri: redirectUrl }),
  }
  const granted = await grant(account, secrets, form, means)
  return { ...secrets, ...granted }
}

function needsSignIn(): StorageError {
  return new StorageError({
    kind: 'unauthorised',
    message: 'Nobody has signed in to Procore through this connection yet. Sign in.',
  })
}
