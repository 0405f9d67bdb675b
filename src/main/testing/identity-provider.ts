// An identity provider on this machine: the real thing, with a sign-in page on which the test is whoever it says.
import { generateKeyPairSync, sign } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider, type Context } from 'oidc-provider'

export interface Account {
  readonly email?: string
  readonly email_verified?: boolean
  readonly name?: string
}

interface Wishes {
  readonly port: number
  readonly redirectUrl: string
  readonly clientSecret?: string
  /** It takes the client without a secret. */
  readonly isPublic?: true
  /** By subject. */
  readonly accounts: Readonly<Record<string, Account>>
  /** By how many seconds the clock of the provider is slow. */
  readonly slowBy?: number
}

export interface TestProvider extends AsyncDisposable {
  /**
   * Goes to an address there as a browser would, signs in as somebody, or as `cancels` says no, and gives the query that it
   * is sent back with.
   */
  visit(url: string, as: string): Promise<string>
  /** The same for browsers, which go there by themselves. */
  expect(as: string): void
}

export const clientId = 'gantry'
export const clientSecret = 'a secret between two'
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const signingKey = { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((closed) => server.close(closed))
  return port
}

export async function openProvider(wishes: Wishes): Promise<TestProvider> {
  const { port, accounts, redirectUrl, slowBy = 0, isPublic } = wishes
  let visitor = ''
  const provider = new Provider(`http://127.0.0.1:${port}`, {
    clients: [
      {
        client_id: clientId,
        ...(isPublic ? { token_endpoint_auth_method: 'none' } : { client_secret: wishes.clientSecret ?? clientSecret }),
        redirect_uris: [redirectUrl],
      },
    ],
    claims: { email: ['email', 'email_verified'], profile: ['name'] },
    jwks: { keys: [signingKey] },
    cookies: { keys: ['a key of the test'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_: Context, { uid }: { readonly uid: string }) => `/interaction/${uid}` },
    ttl: { IdToken: 3600, Interaction: 60, Session: 60, Grant: 60, AccessToken: 60 },
    findAccount: (_: Context, sub: string) => ({ accountId: sub, claims: async () => ({ sub, ...accounts[sub] }) }),
    async loadExistingGrant({ oidc }: Context) {
      const { clientId } = oidc.client
      const grant = new oidc.provider.Grant({ clientId, accountId: oidc.session.accountId })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
  if (slowBy > 0) {
    provider.use(async (context, next) => {
      await next()
      if (context.body?.id_token !== undefined) context.body.id_token = earlier(context.body.id_token, slowBy)
    })
  }
  const answer = provider.callback()
  const server = createServer((request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void answer(request, response)
    const result = visitor === 'cancels' ? { error: 'access_denied' } : { login: { accountId: visitor } }
    void provider.interactionFinished(request, response, result)
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    expect: (as) => void (visitor = as),
    visit(url, as) {
      visitor = as
      return follow(url, redirectUrl)
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

/** The same ID token, issued and signed some seconds before. */
function earlier(idToken: string, seconds: number): string {
  const [header = '', body = ''] = idToken.split('.')
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as { readonly iat: number; readonly exp: number }
  const times = { iat: claims.iat - seconds, exp: claims.exp - seconds }
  const signed = `${header}.${Buffer.from(JSON.stringify({ ...claims, ...times })).toString('base64url')}`
  return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`
}

async function follow(begin: string, end: string): Promise<string> {
  const cookies = new Map<string, string>()
  let url = new URL(begin)
  while (!url.href.startsWith(end)) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie } })
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      cookies.set(name, value)
    }
    const location = answer.headers.get('location')
    if (location === null) throw new Error(`${url.href} answered ${answer.status}: ${await answer.text()}`)
    url = new URL(location, url)
  }
  return url.search.slice(1)
}
