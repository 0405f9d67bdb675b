import type { Sandbox } from '../sandbox.ts'
import { callback } from './places.ts'

export interface Tokens {
  readonly access_token: string
  readonly refresh_token: string
  readonly expires_in: number
  readonly token_type: string
  readonly created_at: number
}

/** Goes through the log-in and consent pages as a browser does, and brings back what the app is sent. */
export async function signIn(sandbox: Sandbox, email: string, decision: 'allow' | 'deny' = 'allow'): Promise<URL> {
  const { app, users } = sandbox.credentials
  const password = users.find((user) => user.email === email)?.password ?? ''
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: app.clientId,
    redirect_uri: callback,
    state: 'as it was',
  })
  const { cookie, location } = await logIn(sandbox, query, email, password)
  const consent = await (await fetch(location, { headers: { cookie } })).text()
  const formKey = /name="form_key" value="(\w+)"/.exec(consent)?.[1] ?? ''
  const answer = await fetch(location, {
    method: 'POST',
    headers: { cookie },
    body: new URLSearchParams({ form_key: formKey, decision }),
    redirect: 'manual',
  })
  return new URL(answer.headers.get('location') ?? '')
}

async function logIn(sandbox: Sandbox, query: URLSearchParams, email: string, password: string) {
  const answer = await fetch(`${sandbox.addresses.login}/login?${query.toString()}`, {
    method: 'POST',
    body: new URLSearchParams({ email, password }),
    redirect: 'manual',
  })
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  return { cookie, location: sandbox.addresses.login + (answer.headers.get('location') ?? '') }
}

export async function tokensFor(sandbox: Sandbox, who = 'controller'): Promise<Tokens> {
  const back = await signIn(sandbox, `${who}@sandbox.example`)
  const { clientId, clientSecret } = sandbox.credentials.app
  return askToken(sandbox, {
    grant_type: 'authorization_code',
    code: back.searchParams.get('code') ?? '',
    redirect_uri: callback,
    client_id: clientId,
    client_secret: clientSecret,
  })
}

export async function serviceToken(sandbox: Sandbox): Promise<string> {
  const [account] = sandbox.credentials.serviceAccounts
  const tokens = await askToken(sandbox, {
    grant_type: 'client_credentials',
    client_id: account?.clientId ?? '',
    client_secret: account?.clientSecret ?? '',
  })
  return tokens.access_token
}

export async function askToken(sandbox: Sandbox, fields: Record<string, string>): Promise<Tokens> {
  const answer = await fetch(`${sandbox.addresses.login}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams(fields),
  })
  return (await answer.json()) as Tokens
}
