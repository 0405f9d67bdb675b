import { StorageError, type Network, type SignIn } from '#platform'
import { refuseForbidden } from '#toolkit/http-connect.ts'
import { HttpError } from '#toolkit/http-error.ts'
import { openHttp } from '#toolkit/http.ts'
import { accountFrom, isOfVendor, networkFor } from './account.ts'
import { grant, unavailableUnlessRefused } from './grant.ts'

/** OAuth 2.0 authorisation code; Procore documents neither scopes nor PKCE (https://developers.procore.com/documentation/oauth-auth-grant-flow). */
export const signIn: SignIn = {
  async begin(connection, _secrets, { redirectUrl, state }, { network }) {
    const account = accountFrom(connection)
    const { login, clientId } = account
    if (!isOfVendor(account)) await refuseLogin(login, networkFor(account, network))
    const url = new URL('/oauth/authorize', login)
    url.search = new URLSearchParams({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUrl,
      state,
    }).toString()
    return url
  },

  async complete(connection, secrets, { redirectUrl, code }, { clock, log, network }) {
    const account = accountFrom(connection)
    const http = openHttp(networkFor(account, network))
    try {
      const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUrl }
      const granted = await unavailableUnlessRefused(grant(account, secrets, form, { http, clock }))
      if (granted['refreshToken'] === undefined) throw noRefreshToken()
      log.info({ api: account.api.host }, 'signed-in')
      return { ...secrets, ...granted, redirectUrl }
    } finally {
      await http.close()
    }
  },
}

async function refuseLogin(login: URL, network: Network): Promise<void> {
  try {
    await refuseForbidden(login, { network })
  } catch (error) {
    if (!(error instanceof HttpError)) throw error
    throw new StorageError({
      kind: 'forbidden',
      advice: { do: 'fix-settings' },
      message: `Did not begin the sign-in at ${login.origin}: ${error.message}. Check Domain and Login address.`,
      cause: error,
    })
  }
}

function noRefreshToken(): StorageError {
  return new StorageError({
    kind: 'unauthorised',
    message:
      'Procore gave no refresh token, so this sign-in would end within two hours. Check the app in the Developer Portal, then sign in again.',
  })
}
