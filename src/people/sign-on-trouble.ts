import { AuthorizationResponseError, ResponseBodyError, WWWAuthenticateChallengeError } from 'openid-client'
import { HttpError } from '#toolkit/http-error.ts'
import { SignOnRefused } from './sign-on-refused.ts'

/** What the identity provider said or failed to say, as somebody at the sign-in page can use it. */
export function signOnTrouble(error: unknown, provider: string): SignOnRefused {
  if (error instanceof SignOnRefused) return error
  if (error instanceof AuthorizationResponseError) return refusedThere(error.error, provider)
  if (error instanceof ResponseBodyError || error instanceof WWWAuthenticateChallengeError) {
    return notGiven(error, provider)
  }
  const unreached = httpErrorIn(error)
  if (unreached) {
    return conflict(
      'provider-unreachable',
      `${provider} could not be asked who you are: ${unreached.message}.${byHand}`,
    )
  }
  if (isTheirs(error)) return saidThere.server_error(provider)
  const code = codeIn(error)
  if (code === 'OAUTH_TIMEOUT') return conflict('provider-unreachable', `${provider} did not answer in time.${byHand}`)
  if (code === 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED') {
    return conflict(
      'clock',
      `What ${provider} said of you is not valid at this time. The clock of this Gantry’s machine or of the provider is wrong; ` +
        'an administrator must set it right.',
    )
  }
  return conflict(
    'provider-misunderstood',
    `${provider} answered in a way that Gantry does not accept${code === undefined ? '' : ` (${code})`}. ` +
      'An administrator must compare the settings oidcIssuer and oidcClientId with the provider’s.',
  )
}

const byHand = ' Try again later, or sign in with your password if you have one.'

/** Errors that browsers are sent back with (RFC 6749, 4.1.2.1; OpenID Connect Core, 3.1.2.6). */
const saidThere = {
  access_denied: (provider) =>
    new SignOnRefused('refused-by-provider', `The sign-in at ${provider} was cancelled or refused there.`),
  temporarily_unavailable: (provider) =>
    conflict('provider-unreachable', `${provider} is not available at the moment.${byHand}`),
  server_error: (provider) => conflict('provider-unreachable', `${provider} had an error of its own.${byHand}`),
  unauthorized_client: misconfigured,
  invalid_request: misconfigured,
  invalid_scope: misconfigured,
} satisfies Readonly<Record<string, (provider: string) => SignOnRefused>>

function refusedThere(error: string, provider: string): SignOnRefused {
  const known = Object.entries(saidThere).find(([name]) => name === error)?.[1]
  const said = /^[a-z_]{1,60}$/.test(error) ? ` (${error})` : ''
  return (
    known?.(provider) ?? new SignOnRefused('refused-by-provider', `${provider} did not sign you in${said}. Try again.`)
  )
}

/** The provider gave nothing for the code. */
function notGiven(error: ResponseBodyError | WWWAuthenticateChallengeError, provider: string): SignOnRefused {
  const said = error instanceof ResponseBodyError ? error.error : ''
  if (error.status === 401 || said === 'invalid_client') return misconfigured(provider)
  if (said !== 'invalid_grant') return misconfigured(provider)
  return conflict('code-spent', `The sign-in at ${provider} took too long or was used already. Begin it again.`)
}

function misconfigured(provider: string): SignOnRefused {
  return conflict(
    'provider-misconfigured',
    `${provider} does not accept this Gantry. An administrator must compare the settings oidcClientId, ` +
      'oidcClientSecretFile and publicUrl with what is registered there.',
  )
}

const conflict = (reason: SignOnRefused['reason'], message: string) =>
  new SignOnRefused(reason, message, { code: 'conflict' })

function httpErrorIn(error: unknown): HttpError | undefined {
  if (error instanceof HttpError) return error
  return error instanceof Error ? httpErrorIn(error.cause) : undefined
}

/** An answer 500 and above is the library's cause where it expected another one. */
function isTheirs(error: unknown): boolean {
  return error instanceof Error && error.cause instanceof Response && error.cause.status >= 500
}

function codeIn(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : undefined
}
