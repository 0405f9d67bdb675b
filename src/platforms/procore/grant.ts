import { z } from 'zod'
import { StorageError, type Surroundings, type Values } from '#platform'
import { HttpError } from '#toolkit/http-error.ts'
import { beginningOf } from '#toolkit/http-text.ts'
import type { Http } from '#toolkit/http.ts'
import { quoted } from '#toolkit/quoted.ts'
import type { Account } from './account.ts'
import { redact } from './redact.ts'
import { saidIn } from './said.ts'

const granted = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).nullish(),
  expires_in: z.number().positive().nullish(),
})
const refused = z.object({ error: z.string() })

const timeoutMs = 30_000
const answerBytes = 64 * 1024
// Since 2023-09-26 (https://developers.procore.com/documentation/oauth-access-grant).
const usualSeconds = 5400
// A call that starts just before the end must still be answered.
const earlyMs = 60_000

/** What Procore's refusals mean for the person who connects (RFC 6749, 5.2). */
const refusals: Readonly<Record<string, string>> = {
  invalid_grant: 'Procore no longer accepts this sign-in: it was used before, revoked, or has run out. Sign in again.',
  invalid_client:
    'Could not sign in to Procore: it does not know this Client ID and Client Secret. Check both, and that they belong to the environment of the Domain.',
  unauthorized_client:
    'Could not sign in to Procore: it does not allow this app this way of signing in. Check the app in the Developer Portal.',
}

/**
 * Asks Procore's login for tokens. Throws a StorageError for a clear refusal and for a login that was not reached; anything
 * else that it throws leaves open whether Procore has heard the question.
 */
export async function grant(
  { login, clientId }: Account,
  { clientSecret }: Values,
  form: Readonly<Record<string, string>>,
  { http, clock }: { readonly http: Http } & Pick<Surroundings, 'clock'>,
): Promise<Values> {
  const body = new URLSearchParams({ client_id: clientId, client_secret: clientSecret ?? '', ...form })
  const answer = await ask(http, new URL('/oauth/token', login), body.toString())
  const { status } = answer
  const text = await beginningOf(answer, answerBytes)
  const parsed = jsonFrom(text)
  if (status >= 200 && status < 300) {
    const tokens = granted.safeParse(parsed)
    if (!tokens.success) throw new Error(noLogin(login))
    const { access_token, refresh_token, expires_in } = tokens.data
    const expiresAt = new Date(clock.now() + (expires_in ?? usualSeconds) * 1000)
    return {
      accessToken: access_token,
      expiresAt: expiresAt.toISOString(),
      ...(refresh_token && { refreshToken: refresh_token }),
    }
  }
  const refusal = refused.safeParse(parsed)
  if (status >= 400 && status < 500 && refusal.success) {
    const sent = [clientSecret, form['code'], form['refresh_token']].filter((secret) => secret !== undefined)
    throw refusedBy(refusal.data.error, redact(saidIn(text).text.replace(`, ${refusal.data.error}`, ''), sent))
  }
  if (status < 500) throw new Error(noLogin(login))
  throw new Error(`Procore’s login has trouble of its own (status ${status})`)
}

function noLogin({ host }: URL): string {
  return `what answers at ${host} is not Procore’s login. Check the Domain, and whether a proxy stands between`
}

async function ask(http: Http, url: URL, body: string) {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' }
  try {
    return await http.send({ method: 'POST', url, headers, body, signal: AbortSignal.timeout(timeoutMs) })
  } catch (error) {
    if (!(error instanceof HttpError)) throw error
    if (error.trouble === 'unsafe-address') throw unsafe(error)
    throw error.trouble === 'unreachable' ? unavailable(error) : error
  }
}

/** For grants that can be asked for again: what is unclear becomes `unavailable`. */
export async function unavailableUnlessRefused(granting: Promise<Values>): Promise<Values> {
  try {
    return await granting
  } catch (error) {
    throw error instanceof StorageError ? error : unavailable(error)
  }
}

export function isExpired({ expiresAt }: Values, now: number): boolean {
  return expiresAt === undefined || Date.parse(expiresAt) - earlyMs <= now
}

function unavailable(cause: unknown): StorageError {
  const why = cause instanceof Error ? cause.message.replace(/\.$/, '') : 'no answer'
  return new StorageError({
    kind: 'unavailable',
    message: `Could not sign in to Procore: ${why}.`,
    cause,
  })
}

function unsafe(cause: HttpError): StorageError {
  return new StorageError({
    kind: 'forbidden',
    advice: { do: 'fix-settings' },
    message: `Could not sign in to Procore: ${cause.message}.`,
    cause,
  })
}

function refusedBy(code: string, said: string): StorageError {
  const words = refusals[code] ?? 'Could not sign in to Procore: it refused.'
  return new StorageError({
    kind: 'unauthorised',
    advice: code === 'invalid_client' ? { do: 'fix-settings' } : { do: 'reconnect' },
    message: said === '' || said === code ? words : `${words} Procore said: ${quoted(said)}.`,
  })
}

function jsonFrom(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
