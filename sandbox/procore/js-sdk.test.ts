import * as procore from '@procore/js-sdk'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Sandbox } from './sandbox.ts'
import { builders, callback, hospital, school } from './testing/places.ts'
import { lastingSandbox } from './testing/sandbox.ts'
import { signIn, tokensFor, type Tokens } from './testing/sign-in.ts'

// The official client, unmodified. It asks for tokens at the same address as for everything else.
describe('@procore/js-sdk', () => {
  let sandbox: Sandbox
  beforeAll(async () => {
    sandbox = await lastingSandbox({ seed: 'construction' })
  })
  const options = () => ({ apiHostname: sandbox.addresses.api, defaultVersion: 'v1.0', defaultCompanyId: builders })
  const app = () => ({
    id: sandbox.credentials.app.clientId,
    secret: sandbox.credentials.app.clientSecret,
    uri: callback,
  })
  const signedIn = async () => procore.client(procore.oauth((await tokensFor(sandbox)).access_token), {}, options())

  test('its address of the authorisation shows the log-in page', async () => {
    const address = procore.authorize({ clientId: app().id, uri: callback }, options())
    const page = await (await fetch(address)).text()
    expect(page).toContain('name="password"')
  })

  test('exchanges a code, refreshes, informs and revokes', async () => {
    const code = (await signIn(sandbox, 'controller@sandbox.example')).searchParams.get('code') ?? ''
    const tokens = (await procore.token({ ...app(), code }, options())) as unknown as Tokens
    expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 5400 })

    const old = { ...app(), token: tokens.access_token, refresh: tokens.refresh_token }
    const rotated = (await procore.refresh(old, options())) as unknown as Tokens
    expect(rotated.access_token).toMatch(/^eyJ/)
    expect(await procore.refresh(old, options())).toMatchObject({ error: 'invalid_grant' })

    expect(await procore.info(rotated.access_token, options())).toMatchObject({
      resource_owner_id: 160586,
      application: { uid: app().id },
      scopes: [],
    })
    const revocation = { token: rotated.access_token, clientId: app().id, clientSecret: app().secret }
    expect(await procore.revoke(revocation, options())).toEqual({})
    expect(await procore.revoke({ ...revocation, token: 'never issued' }, options())).toEqual({})
    const client = procore.client(procore.oauth(rotated.access_token), {}, options())
    await expect(client.get({ base: '/me' })).rejects.toMatchObject({ response: { status: 401 } })
  })

  test('makes, reads, renames folders, and finds them in the root', async () => {
    const client = await signedIn()
    const qs = { project_id: school }
    const made = await client.post({ base: '/folders', qs }, { folder: { name: 'From the SDK' } })
    expect(made.body).toMatchObject({
      name: 'From the SDK',
      name_with_path: 'Northgate Elementary School/From the SDK',
    })
    const { id } = made.body as { id: number }
    const base = { base: '/folders', params: { id }, qs }
    await client.patch(base, { folder: { name: 'Renamed' } })
    expect((await client.get(base)).body).toMatchObject({ id, name: 'Renamed', folders: [], files: [] })
    const root = (await client.get({ base: '/folders', qs })).body as { folders: { name: string }[] }
    expect(root.folders.map(({ name }) => name)).toContain('Renamed')
  })

  test('reads documents in pages with array filters, and one of the files', async () => {
    const client = await signedIn()
    const qs = { view: 'extended', per_page: 50, filters: { document_type: 'file', file_type: ['pdf', 'docx'] } }
    const page = await client.get({ base: '/projects/{project_id}/documents', params: { project_id: hospital }, qs })
    const documents = page.body as { id: number; name: string }[]
    expect(documents).toHaveLength(50)
    expect(documents.every(({ name }) => /\.(pdf|docx)$/.test(name))).toBe(true)
    const [first] = documents
    const file = await client.get({ base: '/files', params: { id: first?.id }, qs: { project_id: hospital } })
    expect(file.body).toMatchObject({ id: first?.id, file_versions: expect.any(Array) })
  })

  test('deletes, with a formatter, since the answer has no body', async () => {
    const client = await signedIn()
    const qs = { project_id: school }
    const made = await client.post({ base: '/folders', qs }, { folder: { name: 'To be deleted' } })
    const base = { base: '/folders', params: { id: (made.body as { id: number }).id }, qs }
    const deleted = await client.delete(base, undefined, { formatter: (answer: Response) => answer.text() })
    expect(deleted.response.status).toBe(200)
    expect(deleted.body).toBe('')
  })

  test('its refresher gets past an answer 401', async () => {
    const tokens = await tokensFor(sandbox)
    const authorizer = procore.refresher(procore.oauth(tokens.access_token), (token: string) =>
      procore.refresh({ ...app(), token, refresh: tokens.refresh_token }, options()),
    )
    const client = procore.client(authorizer, {}, options())
    await fetch(`${sandbox.addresses.admin}/tokens/expire`, { method: 'POST' })
    expect((await client.get({ base: '/me' })).body).toMatchObject({ login: 'controller@sandbox.example' })
  })
})
