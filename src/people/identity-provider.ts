import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  ClientSecretPost,
  clockTolerance,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  None,
  type ClientAuth,
  type Configuration,
} from 'openid-client'
import type { Log } from '#platform'
import type { Clock } from '#toolkit/clock.ts'
import type { Http } from '#toolkit/http.ts'
import { toIdentity, type Identity } from './identity.ts'
import type { Role } from './person.ts'
import { providerFetch } from './provider-fetch.ts'
import type { SignOnAttempt } from './sign-on-attempt.ts'
import { SignOnRefused } from './sign-on-refused.ts'
import { signOnTrouble } from './sign-on-trouble.ts'

/** What the settings say of the identity provider of an installation. */
export interface ProviderSettings {
  /** Whose word on who somebody is counts. */
  readonly issuer: string
  readonly clientId: string
  /** Absent: the provider knows Gantry as a public client. */
  readonly clientSecret?: string
  /** By which people know it. */
  readonly name: string
  /** Of people who are neither there nor invited; absent, they are refused. */
  readonly defaultRole?: Exclude<Role, 'administrator'>
}

/** The ways to an identity provider. What goes wrong there is thrown as SignOnRefused. */
export interface IdentityProvider extends Pick<ProviderSettings, 'name' | 'defaultRole'> {
  /** Where to send a browser. */
  begin(attempt: SignOnAttempt, redirectUrl: string): Promise<string>
  /** Who came back, by the query of the address with which the provider sent them. */
  identify(answer: URLSearchParams, attempt: SignOnAttempt, redirectUrl: string): Promise<Identity>
}

interface Means {
  readonly http: Http
  readonly clock: Pick<Clock, 'now'>
  readonly log: Log
}

// Providers announce changes of their addresses long before; keys are fetched anew by themselves.
const knownForMs = 3_600_000
const timeoutSeconds = 10
// Clocks that are kept in step by the network differ by less.
const toleranceSeconds = 30

/** Nothing is asked of the provider before somebody wants to sign in, so that Gantry starts without it. */
export function identityProvider(settings: ProviderSettings, { http, clock, log }: Means): IdentityProvider {
  const { name, defaultRole } = settings
  let known: { readonly configuration: Promise<Configuration>; readonly until: number } | undefined

  const configuration = async (): Promise<Configuration> => {
    if (known && known.until > clock.now()) return known.configuration
    const asking = { configuration: discover(settings, http), until: clock.now() + knownForMs }
    known = asking
    asking.configuration.catch(() => {
      if (known === asking) known = undefined
    })
    return asking.configuration
  }
  const inWords = (error: unknown): never => {
    const trouble = signOnTrouble(error, name)
    log.warn({ reason: trouble.reason, said: wordsOf(error) }, 'sign-on-failed')
    throw trouble
  }

  return {
    name,
    ...(defaultRole && { defaultRole }),
    begin: async (...asked) =>
      configuration()
        .then(async (known) => addressFor(known, ...asked))
        .catch(inWords),
    identify: async (...asked) =>
      configuration()
        .then(async (known) => identify(known, ...asked))
        .catch(inWords),
  }
}

async function discover({ issuer, clientId, clientSecret }: ProviderSettings, http: Http): Promise<Configuration> {
  const url = new URL(issuer)
  return discovery(url, clientId, { [clockTolerance]: toleranceSeconds }, clientAuthentication(clientSecret), {
    [customFetch]: providerFetch(http),
    timeout: timeoutSeconds,
    // The settings allow http:// for this machine alone, and our HTTP holds the addresses that it names to the same.
    execute: [enableNonRepudiationChecks, ...(url.protocol === 'http:' ? [allowInsecureRequests] : [])],
  })
}

/** In the header where the provider takes it there, which is what it must do that says nothing (OpenID Connect Discovery, 3). */
function clientAuthentication(secret: string | undefined): ClientAuth {
  if (secret === undefined) return None()
  const [inHeader, inForm] = [ClientSecretBasic(secret), ClientSecretPost(secret)]
  return (server, ...request) => {
    const taken = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    return (taken.includes('client_secret_basic') ? inHeader : inForm)(server, ...request)
  }
}

async function addressFor(configuration: Configuration, attempt: SignOnAttempt, redirectUrl: string): Promise<string> {
  const url = buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUrl,
    scope: 'openid email profile',
    state: attempt.state,
    nonce: attempt.nonce,
    code_challenge: await calculatePKCECodeChallenge(attempt.codeVerifier),
    code_challenge_method: 'S256',
  })
  return url.href
}

async function identify(
  configuration: Configuration,
  answer: URLSearchParams,
  attempt: SignOnAttempt,
  redirectUrl: string,
): Promise<Identity> {
  if (answer.get('state') !== attempt.state) throw otherBrowser()
  const cameBack = new URL(redirectUrl)
  cameBack.search = answer.toString()
  const tokens = await authorizationCodeGrant(configuration, cameBack, {
    expectedState: attempt.state,
    expectedNonce: attempt.nonce,
    pkceCodeVerifier: attempt.codeVerifier,
    idTokenExpected: true,
  })
  const claims = tokens.claims()
  if (!claims) throw new Error('An ID token that was expected and checked has claims.')
  // Providers may keep everything but the subject for this second answer (OpenID Connect Core, 5.4).
  const isTold = claims['email'] !== undefined || configuration.serverMetadata().userinfo_endpoint === undefined
  const more = isTold ? {} : await fetchUserInfo(configuration, tokens.access_token, claims.sub)
  return toIdentity({ ...claims, ...more, iss: claims.iss, sub: claims.sub })
}

/** The messages alone: other properties of these errors hold what the provider and the browser sent. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message}: ${wordsOf(error.cause)}` : error.message
}

/** The answer belongs to no sign-in that this browser began. */
export function otherBrowser(): SignOnRefused {
  return new SignOnRefused(
    'other-browser',
    'This sign-in took longer than ten minutes, was completed already or was begun in another browser. Begin it again.',
    { code: 'conflict' },
  )
}
