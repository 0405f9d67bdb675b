import { expect, test } from 'vitest'
import { client } from './testing/client.ts'
import { callback } from './testing/places.ts'
import { testSandbox } from './testing/sandbox.ts'
import { askToken, signIn, tokensFor } from './testing/sign-in.ts'

test('a wrong password is said on the log-in page, and logs nobody in', async () => {
  const { addresses, credentials } = await testSandbox()
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: credentials.app.clientId,
    redirect_uri: callback,
  })
  const page = await fetch(`${addresses.login}/login?${query.toString()}`, {
    method: 'POST',
    body: new URLSearchParams({ email: 'controller@sandbox.example', password: 'wrong' }),
  })
  expect(page.status).toBe(401)
  expect(page.headers.get('set-cookie')).toBeNull()
  expect(await page.text()).toContain('The email or the password is wrong.')
})

test('who allows comes back with a code and the state, who denies with access_denied', async () => {
  const sandbox = await testSandbox()
  const allowed = await signIn(sandbox, 'controller@sandbox.example')
  expect(allowed.origin).toBe(callback)
  expect(allowed.searchParams.get('state')).toBe('as it was')
  expect(allowed.searchParams.get('code')).toMatch(/^\w{20,}$/)
  const denied = await signIn(sandbox, 'controller@sandbox.example', 'deny')
  expect(denied.searchParams.get('error')).toBe('access_denied')
  expect(denied.searchParams.get('code')).toBeNull()
})

test('nobody is sent to an address that is not registered to the letter', async () => {
  const { addresses, credentials } = await testSandbox()
  for (const redirectUri of ['http://localhost/', 'http://localhost:8080', 'http://example.com', 'http://LOCALHOST']) {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: credentials.app.clientId,
      redirect_uri: redirectUri,
    })
    const page = await fetch(`${addresses.login}/oauth/authorize?${query.toString()}`, { redirect: 'manual' })
    expect(page.status).toBe(400)
    expect(await page.text()).toContain('redirect uri')
  }
})

test('a code works once, for its own redirect address, and for ten minutes', async () => {
  const sandbox = await testSandbox()
  const { clientId, clientSecret } = sandbox.credentials.app
  const fields = { grant_type: 'authorization_code', client_id: clientId, client_secret: clientSecret }
  const code = async () => (await signIn(sandbox, 'controller@sandbox.example')).searchParams.get('code') ?? ''

  const once = { ...fields, code: await code(), redirect_uri: callback }
  expect(await askToken(sandbox, once)).toMatchObject({ token_type: 'bearer', expires_in: 5400 })
  expect(await askToken(sandbox, once)).toMatchObject({ error: 'invalid_grant' })

  const elsewhere = { ...fields, code: await code(), redirect_uri: 'urn:ietf:wg:oauth:2.0:oob' }
  expect(await askToken(sandbox, elsewhere)).toMatchObject({ error: 'invalid_grant' })

  const late = { ...fields, code: await code(), redirect_uri: callback }
  await skip(sandbox.addresses.admin, 601)
  expect(await askToken(sandbox, late)).toMatchObject({ error: 'invalid_grant' })
})

test('a refresh gives a new pair and uses up the old one, also when the call fails', async () => {
  const sandbox = await testSandbox()
  const { clientId, clientSecret } = sandbox.credentials.app
  const refresh = (token: string, secret = clientSecret) =>
    askToken(sandbox, { grant_type: 'refresh_token', refresh_token: token, client_id: clientId, client_secret: secret })

  const first = await tokensFor(sandbox)
  const second = await refresh(first.refresh_token)
  expect(second.refresh_token).not.toBe(first.refresh_token)
  expect(second.access_token).not.toBe(first.access_token)
  expect(await refresh(first.refresh_token)).toMatchObject({ error: 'invalid_grant' })

  expect(await refresh(second.refresh_token, 'wrong')).toMatchObject({ error: 'invalid_client' })
  expect(await refresh(second.refresh_token)).toMatchObject({ error: 'invalid_grant' })
})

test('an access token ends after ninety minutes', async () => {
  const sandbox = await testSandbox()
  const { access_token: token } = await tokensFor(sandbox)
  const { get } = client(sandbox, token, undefined)
  expect((await get('/rest/v1.0/me')).status).toBe(200)
  await skip(sandbox.addresses.admin, 5401)
  const refused = await get('/rest/v1.0/me')
  expect(refused.status).toBe(401)
  expect(refused.body.message).toBe('The access token is invalid')
})

test('a person’s app has no client_credentials, and a service account no log-in page', async () => {
  const sandbox = await testSandbox()
  const { app, serviceAccounts } = sandbox.credentials
  const asked = await askToken(sandbox, {
    grant_type: 'client_credentials',
    client_id: app.clientId,
    client_secret: app.clientSecret,
  })
  expect(asked).toMatchObject({ error: 'unauthorized_client' })
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: serviceAccounts[0]?.clientId ?? '',
    redirect_uri: callback,
  })
  expect((await fetch(`${sandbox.addresses.login}/oauth/authorize?${query.toString()}`)).status).toBe(400)
})

test('unknown grants and missing ones are refused in the words of RFC 6749', async () => {
  const sandbox = await testSandbox()
  expect(await askToken(sandbox, { grant_type: 'password' })).toMatchObject({ error: 'unsupported_grant_type' })
  expect(await askToken(sandbox, { grant_type: 'constructor' })).toMatchObject({ error: 'unsupported_grant_type' })
  expect(await askToken(sandbox, {})).toMatchObject({ error: 'invalid_request' })
})

async function skip(admin: string, seconds: number): Promise<void> {
  await fetch(`${admin}/time/skip`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ seconds }),
  })
}
